"""Fields, agencies, units, procedures and look-up."""
