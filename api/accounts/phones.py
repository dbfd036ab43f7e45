"""Vietnamese phone numbers: one spelling for each (domain.md 7)."""

from __future__ import annotations

import re

MOBILE = re.compile(r"0[35789]\d{8}")
LANDLINE = re.compile(r"02\d{9}")
SERVICE_NUMBER = re.compile(r"1[89]00\d{4,6}")


def normalise(text: str) -> str | None:
    """'+84 912 345 678' → '0912345678'; None when it is no Vietnamese mobile or landline number."""
    digits = re.sub(r"[\s.\-()]", "", text)
    for prefix in ("+84", "0084", "84"):
        if digits.startswith(prefix) and not digits.startswith("0" + prefix):
            digits = "0" + digits.removeprefix(prefix).removeprefix("0")
            break
    return digits if MOBILE.fullmatch(digits) or LANDLINE.fullmatch(digits) else None


def for_citizens(text: str) -> str | None:
    """The same for a number that citizens are told to call: also an office's 1800 or 1900 number."""
    digits = re.sub(r"[\s.-]", "", text)
    return digits if SERVICE_NUMBER.fullmatch(digits) else normalise(text)


def is_mobile(phone: str) -> bool:
    """Whether a normalised number can get an SMS."""
    return MOBILE.fullmatch(phone) is not None
