"""What accounts tell higher folders."""

from blinker import signal

# Sent after the commit: whoever receives it talks to the outside.
# sender: the phone (str); code: str, the six digits; minutes: int, how long they are good
code_requested = signal("code-requested")
