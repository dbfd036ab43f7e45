"""What people often need, by what happens in life: an edited list, `life_events.toml`.

It makes the pages of life events, in the app also without a network, and it is a prior of the ranking (`search.py`).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LIST = Path(__file__).with_name("life_events.toml")
LANGUAGES = ("vi", "en")

_SLUG = re.compile(r"[a-z]+(?:-[a-z]+)*")
_LINE = re.compile(r"(?P<code>\d\.\d{6,7}) (?P<label>\S.*)")


@dataclass(frozen=True)
class LifeEvent:
    """`name` and `introduction` by language; `procedures`: code and what people call it, in the order of the page."""

    slug: str
    name: dict[str, str]
    introduction: dict[str, str]
    procedures: tuple[tuple[str, str], ...]


def parse(text: str) -> list[LifeEvent]:
    """Raises ValueError that names the event and what is wrong with it."""
    try:
        entries: list[dict[str, Any]] = tomllib.loads(text)["event"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise ValueError(f"no list of events: {error}") from error
    events = [_event(entry) for entry in entries]
    for slug, count in Counter(event.slug for event in events).items():
        if count > 1:
            raise ValueError(f"{slug}: stands there {count} times")
    return events


@cache
def life_events() -> tuple[LifeEvent, ...]:
    """The list of this installation."""
    return tuple(parse(LIST.read_text(encoding="utf-8")))


@cache
def often_needed() -> frozenset[str]:
    """Codes of the procedures that people often need."""
    return frozenset(code for event in life_events() for code, _ in event.procedures)


def _event(entry: dict[str, Any]) -> LifeEvent:
    slug = str(entry.get("slug", ""))
    if not _SLUG.fullmatch(slug):
        raise ValueError(f"{slug!r}: a slug is small letters and hyphens")
    for text in ("name", "introduction"):
        if set(entry.get(text, ())) != set(LANGUAGES) or not all(entry[text].values()):
            raise ValueError(f"{slug}: its {text} in {' and '.join(LANGUAGES)}")
    lines = [line.strip() for line in entry.get("procedures", "").splitlines() if line.strip()]
    found = [_LINE.fullmatch(line) for line in lines]
    procedures = tuple((match["code"], match["label"]) for match in found if match)
    if not lines or len(procedures) != len(lines):
        wrong = next((line for line, match in zip(lines, found, strict=True) if not match), "nothing")
        raise ValueError(f"{slug}: {wrong!r} is no code with what people call it")
    if len(dict(procedures)) != len(procedures):
        raise ValueError(f"{slug}: a code stands there twice")
    return LifeEvent(slug, entry["name"], entry["introduction"], procedures)
