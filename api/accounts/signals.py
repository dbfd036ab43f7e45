"""What accounts tell higher folders, received inside the same write unit."""

from blinker import signal

# sender: the phone (str); code: str, the six digits; minutes: int, how long they are good
code_requested = signal("code-requested")
