"""The words of messages: short, in both languages, and nothing on them that a lock screen should not show."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from api.catalogue.commands import STARTER_FILE
from api.catalogue.folding import fold
from api.notifications import words
from api.notifications.channels.letter import Letter
from api.notifications.channels.sms_gateway import parts_of
from api.notifications.push import MAX_CLEAR_BYTES, payload
from api.notifications.words import KIND_OF_ACTION, MESSAGES, WITHOUT_AN_INVITATION

TOLD_OF_THEMSELVES = {"withdrawn", "supplement_reminder", "rating_reminder", "announcement", "test"}
LONGEST_LINK = "https://motcua.mot-tinh-co-ten-dai.gov.vn/ho-so/00000000-0000-0000-0000-000000000000"


def texts() -> list[tuple[str, str, str]]:
    return [(kind, *pair) for kind, each in MESSAGES.items() for pair in (each.vi, each.en)]


def test_every_event_that_is_told_has_words_and_no_words_lie_idle() -> None:
    told = {*KIND_OF_ACTION.values(), *WITHOUT_AN_INVITATION.values(), *TOLD_OF_THEMSELVES}
    assert told == set(MESSAGES)


@pytest.mark.parametrize(("kind", "title", "body"), texts())
def test_they_are_short_and_whole(kind: str, title: str, body: str) -> None:
    assert 0 < len(title) <= 50
    assert 0 < len(body) <= 120
    assert title == title.strip()
    assert body.strip() == body
    assert body.endswith((".", "?", "!"))
    assert not any(character.isdigit() or character in "{}%<>@#\n" for character in title + body), (
        "nothing to fill in"
    )


@pytest.mark.parametrize(("kind", "title", "body"), texts())
def test_they_name_no_procedure(kind: str, title: str, body: str) -> None:
    said = f" {fold(title + ' ' + body)} "
    for line in STARTER_FILE.read_text(encoding="utf-8").splitlines():
        procedure = json.loads(line)
        about = fold(procedure["name"]).split()
        telling = {" ".join(about[first : first + 4]) for first in range(max(1, len(about) - 3))}
        for one in (*telling, *map(fold, procedure["fields"])):
            assert f" {one} " not in said, procedure["name"]


@pytest.mark.parametrize(("kind", "title", "body"), texts())
def test_they_fit_every_channel(kind: str, title: str, body: str) -> None:
    clear = payload(title=title, body=body, language="vi", navigate=LONGEST_LINK, badge=9999)
    assert len(clear) <= min(MAX_CLEAR_BYTES, 1024), (
        "one or two steps of padding, so that lengths tell little"
    )
    letter = Letter(reference="x", to="0912345678", language="vi", title=title, body=body, link=LONGEST_LINK)
    assert letter.short_text.isascii()
    assert parts_of(letter.short_text) == 1, "one SMS"


def test_the_file_has_nothing_that_nobody_reads() -> None:
    file = Path(words.__file__).with_name("messages.toml")
    for entry in tomllib.loads(file.read_text(encoding="utf-8")).values():
        assert set(entry) == {"purpose", "vi", "en"}
        assert set(entry["vi"]) == set(entry["en"]) == {"title", "body"}
