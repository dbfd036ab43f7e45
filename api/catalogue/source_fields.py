"""Reading one decoded JSON object field by field: types are checked, text is cleaned, faults say where.

Clean text is NFC, without control characters, invisible format characters (soft hyphens, direction overrides)
and line ends other than '\\n'. Bullets of symbol fonts, which the portal keeps in the private use area,
become '-'.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_LINE_END = re.compile("\r\n?|[\u2028\u2029]")
# Whatever its unit, more is a slip that no calendar could lay out.
_LONGEST_TIME = 10_000
_SPACES = re.compile(r"\s+")


class BrokenRecord(Exception):
    """The record cannot be kept; `reason` is for operators."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def clean(text: str) -> str:
    """Clean text that may have several lines."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _PRIVATE_USE.sub("-", _UNSEEN.sub("", _LINE_END.sub("\n", text)))
    return unicodedata.normalize("NFC", text).strip()


def has_unseen(text: str) -> bool:
    """Whether the text holds what nobody sees: control characters, direction overrides, soft hyphens."""
    return _UNSEEN.search(text) is not None


@dataclass(frozen=True)
class Fields:
    """A JSON object and where it stands in the record ('channels[2]'). Absent and null mean the same."""

    values: dict[str, Any]
    place: str = ""

    @classmethod
    def of(cls, value: object, place: str = "") -> Fields:
        if not isinstance(value, dict):
            raise BrokenRecord(f"{place or 'the record'}: must be an object, not {_shown(value)}")
        return cls(value, place)

    def raw_text(self, name: str) -> str:
        """A text that must be there, exactly as the source has it."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(name, "missing" if value in (None, "") else f"must be text, not {_shown(value)}")
        return value

    def text(self, name: str) -> str:
        """Text of several lines, '' when absent."""
        return clean(self._str(name) or "")

    def line(self, name: str, *, default: str | None = None, optional: bool = False) -> Any:
        """One line; missing or blank is refused unless `optional` (None) or a `default` is given."""
        value = _SPACES.sub(" ", clean(self._str(name) or ""))
        if value:
            return value
        if default is None and not optional:
            raise self.wrong(name, "missing")
        return default

    def lines(self, name: str) -> list[str]:
        return [line for text in self.texts(name) if (line := _SPACES.sub(" ", text))]

    def texts(self, name: str) -> list[str]:
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(name, "must hold texts only")
        return [text for value in values if (text := clean(value))]

    def one_of(
        self, name: str, known: Sequence[str], *, default: str | None = None, optional: bool = False
    ) -> Any:
        value = self.line(name, default=default, optional=optional)
        if value is not None and value not in known:
            raise self.wrong(name, f"{_shown(value)} is unknown, expected {', '.join(known)}")
        return value

    def some_of(self, name: str, known: Sequence[str]) -> list[str]:
        values = self.lines(name)
        for value in values:
            if value not in known:
                raise self.wrong(name, f"{_shown(value)} is unknown, expected {', '.join(known)}")
        return values

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.wrong(name, f"must be true or false, not {_shown(value)}")
        return value

    def number(self, name: str, *, at_most: int = 10**15) -> int | float | None:
        """A number from zero to `at_most`; whole ones as int."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.wrong(name, f"{_shown(value)} is no number")
        if value < 0:
            raise self.wrong(name, f"{_shown(value)} is below zero")
        if value > at_most:
            raise self.wrong(name, f"{_shown(value)} is more than {at_most}")
        return int(value) if value == int(value) else value

    def count(self, name: str) -> int | None:
        value = self.number(name)
        if isinstance(value, float):
            raise self.wrong(name, f"{value} is no whole number")
        return value

    def quantity(self, name: str) -> int | float | None:
        """A length of time; the portal also has sentences here ('Theo mô tả'), which are no quantity."""
        return None if isinstance(self.values.get(name), str) else self.number(name, at_most=_LONGEST_TIME)

    def web_address(self, name: str) -> str | None:
        """An http(s) address, since it is shown as a link; None when absent."""
        value: str | None = self.line(name, optional=True)
        if value is not None and not re.fullmatch(r"https?://[^\s<>\"']+", value):
            raise self.wrong(name, f"{_shown(value)} is no web address")
        return value

    def object(self, name: str) -> Fields | None:
        value = self.values.get(name)
        return None if value is None else Fields.of(value, self._place(name))

    def objects(self, name: str) -> list[Fields]:
        place = self._place(name)
        return [Fields.of(value, f"{place}[{number}]") for number, value in enumerate(self._list(name))]

    def wrong(self, name: str, what: str) -> BrokenRecord:
        return BrokenRecord(f"{self._place(name)}: {what}")

    def _place(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def _str(self, name: str) -> str | None:
        value = self.values.get(name)
        if value is not None and not isinstance(value, str):
            raise self.wrong(name, f"must be text, not {_shown(value)}")
        return value

    def _list(self, name: str) -> list[Any]:
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.wrong(name, f"must be a list, not {_shown(value)}")
        return value


def _shown(value: object) -> str:
    return repr(value)[:60]
