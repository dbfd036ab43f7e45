"""Working calendar, opening hours and deadlines: pure rules that know nobody."""
