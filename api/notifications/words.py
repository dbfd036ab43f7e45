"""What messages say, read from `messages.toml`, and which event tells the citizen what.

Words on a lock screen name no person, number or procedure (promise 4): they say that something happened and open the
place where the rest stands.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final


class Purpose(StrEnum):
    """Why we write. Citizens choose by purpose on which channels they want to hear."""

    PROGRESS = "progress"  # a step that asks nothing of them
    ACTION = "action"  # they have to act, or can collect something
    RATING = "rating"  # asking how they were treated
    ANNOUNCEMENTS = "announcements"  # of offices, for everybody in an area
    ACCOUNT = "account"  # what they have just asked for themselves; nothing to choose


@dataclass(frozen=True)
class Words:
    purpose: Purpose
    vi: tuple[str, str]  # title, body
    en: tuple[str, str]

    @property
    def urgent(self) -> bool:
        return self.purpose is Purpose.ACTION

    def in_language(self, language: str) -> tuple[str, str]:
        return self.en if language == "en" else self.vi


def _read(path: Path) -> dict[str, Words]:
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        kind: Words(
            purpose=Purpose(entry["purpose"]),
            vi=(entry["vi"]["title"], entry["vi"]["body"]),
            en=(entry["en"]["title"], entry["en"]["body"]),
        )
        for kind, entry in entries.items()
    }


MESSAGES: Final = _read(Path(__file__).with_name("messages.toml"))

# Which event tells the citizen what. Actions that are not here stay inside the office.
KIND_OF_ACTION: Final[dict[str, str]] = {
    "submit": "submitted",
    "receive": "received",
    "decline": "declined",
    "start": "in_process",
    "request_supplement": "supplement_requested",
    "accept_supplement": "supplement_accepted",
    "request_payment": "payment_requested",
    "confirm_payment": "payment_confirmed",
    "apologise": "apology",
    "calendar_amended": "due_changed",
    "stop": "stopped",
    "resolve": "result_ready",
    "return_result": "returned",
}
OWN_ACTS: Final = frozenset(
    {"submitted", "withdrawn", "test"}
)  # the citizen did it a moment ago, and is awake
WITHOUT_AN_INVITATION: Final = {"returned": "handed_over"}  # for who does not want to be asked for a rating


def kind_of(action: str, *, withdrawn: bool) -> str | None:
    """The message an event makes, None when the citizen is not told. A withdrawal is told when it takes effect."""
    if action in ("withdraw", "record_withdrawal"):
        return "withdrawn" if withdrawn else None
    return KIND_OF_ACTION.get(action)
