"""What every other channel than push has in common: a letter, what became of it, and who carries it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """One message to one address. `reference` stays the same when a letter is sent again, so that a repeat is known.

    The words are those of messages.toml: they name no person, number or procedure.
    """

    reference: str
    to: str  # a phone 0xxxxxxxxx or an e-mail address
    language: str
    title: str
    body: str
    link: str
    is_chosen: bool = True  # else to an address whose owner has not said yet that it is theirs

    @property
    def short_text(self) -> str:
        """For SMS: without diacritics, which would make every message two or three."""
        return without_diacritics(f"Mot Cua: {self.title}. {self.link}")


@dataclass(frozen=True)
class Result:
    """kind: sent | retry | rejected. `provider_id` is the gateway's number, by which it reports later."""

    kind: str
    error: str | None = None
    retry_after_seconds: float | None = None
    provider_id: str | None = None
    cost_vnd: int | None = None


class Carrier(Protocol):
    """A way to an address. `daily_limit` is the most that one citizen gets in a day."""

    name: str
    daily_limit: int

    def send_all(self, letters: Sequence[Letter]) -> list[Result]:
        """The results in the order of the letters. Raises nothing that a gateway can cause."""
        ...


def without_diacritics(text: str) -> str:
    """'Cần bổ sung giấy tờ' → 'Can bo sung giay to'. đ and Đ do not decompose."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(each for each in plain if not unicodedata.combining(each))
