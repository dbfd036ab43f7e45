"""What is kept of look-ups that led to nothing, what is not, and how editors read it."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from api.catalogue import misses
from api.catalogue.commands import catalogue_commands, load_starter
from api.catalogue.models import CatalogueMiss
from api.extensions import db
from api.worker import sweep


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Xin phép bay FLYCAM?", "xin phep bay flycam"),
        ("  kính   hiển vi\u0301 ", "kinh hien vi"),
        ("mẫu 01 nhà 123 hẻm 4567", "mau 01 nha # hem #"),
        ("đô thị thông minh", "do thi thong minh"),
        ("hồ sơ drone", "ho so drone"),
        ("chữ " * 40, ("chu " * 20).strip()),
    ],
)
def test_words_are_folded_masked_and_cut(typed: str, kept: str) -> None:
    assert misses.keepable(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "flycam 0912 345 678",
        "flycam 0912.345.678",
        "cccd 086000000001 flycam",
        "flycam sinh ngày 12/05/1990",
        "NOP-261122-7K2M9QXA",
        "flycam ban.do@example.com",
        "Nguyễn Văn Nam flycam",
        "nguyen van nam",
        "tim tran thi b xin flycam",
        "Lê Nam flycam",
        "ĐỖ THỊ MAI",
        "đỗ thị mai",
        "١٢٣٤٥٦ flycam",
        "12",
        "…",
        "",
        "x" * 200,
    ],
)
def test_what_may_be_about_a_person_or_says_nothing_is_not_kept(typed: str) -> None:
    assert misses.keepable(typed) is None


@given(st.text(max_size=150))
def test_nothing_kept_is_long_or_holds_a_number(typed: str) -> None:
    kept = misses.keepable(typed)
    if kept is not None:
        assert 0 < len(kept) <= misses.LONGEST
        assert not any(run.isdecimal() and len(run) >= 3 for run in kept.split())
        assert sum(letter.isdecimal() for letter in kept) == 0 or not misses._PERSONAL_NUMBER.search(kept)


@pytest.fixture
def teller(app: Flask) -> FlaskClient:
    load_starter()
    return app.test_client(use_cookies=False)


def tell(client: FlaskClient, query: Any) -> int:
    return client.post("/api/v1/procedures/misses", json={"q": query}).status_code


def kept() -> dict[str, int]:
    db.session.rollback()
    return {row.folded: row.count for row in db.session.scalars(select(CatalogueMiss))}


def test_what_nobody_understands_is_counted(teller: FlaskClient) -> None:
    assert [tell(teller, query) for query in ("bay flycam", "Bay Flycam!", "flycam")] == [204] * 3
    assert kept() == {"bay flycam": 2, "flycam": 1}


@pytest.mark.parametrize(
    "query",
    ["đăng ký khai sinh", "khaisinh", "vợ mới đẻ", "1.001193", "thủ tục", "khai s", "flycam 0912345678"],
)
def test_what_is_understood_or_personal_is_not(teller: FlaskClient, query: str) -> None:
    assert tell(teller, query) == 204
    assert kept() == {}


@pytest.mark.parametrize(
    "body", [{}, {"q": ""}, {"q": "x" * 1001}, {"q": 5}, {"q": None}, {"q": "x", "who": "me"}, []]
)
def test_bad_input_is_refused(teller: FlaskClient, body: Any) -> None:
    assert teller.post("/api/v1/procedures/misses", json=body).status_code == 422
    assert kept() == {}


def test_looking_up_alone_keeps_nothing(teller: FlaskClient) -> None:
    answer = teller.get("/api/v1/procedures?q=bay+flycam").get_json()
    assert answer["understood"] == {"words": "bay flycam", "unknown_words": ["bay", "flycam"]}
    assert teller.get("/api/v1/procedures").get_json()["understood"] is None
    assert kept() == {}


def test_one_address_cannot_fill_the_table(teller: FlaskClient) -> None:
    assert 429 in [tell(teller, f"flycam {letter}") for letter in "abcdefghij" * 7]


def test_a_row_has_words_a_count_and_two_days(teller: FlaskClient) -> None:
    assert {column.name for column in CatalogueMiss.__table__.columns} == {
        "folded",
        "count",
        "first_on",
        "last_on",
    }


def test_the_table_is_bounded_and_loses_what_was_typed_least(
    teller: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(misses, "MOST", 4)
    monkeypatch.setattr(misses, "SOME", 2)
    for query in ("flycam a", "flycam a", "flycam b", "flycam c", "flycam d", "flycam e"):
        misses.record(query)
    assert kept() == {"flycam a": 2, "flycam d": 1, "flycam e": 1}


def test_what_nobody_types_any_more_is_forgotten(
    teller: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)  # the 23rd in Vietnam
    monkeypatch.setattr(misses, "now", lambda: moment)
    misses.record("flycam")
    monkeypatch.setattr(misses, "now", lambda: moment + timedelta(days=misses.DAYS_KEPT))
    sweep()
    assert [row["first_on"].isoformat() for row in misses.most_frequent(since=None, limit=9)] == [
        "2026-11-23"
    ]
    monkeypatch.setattr(misses, "now", lambda: moment + timedelta(days=misses.DAYS_KEPT + 1))
    sweep()
    assert kept() == {}


def run(app: Flask, *arguments: str) -> str:
    db.session.rollback()  # the command reads in this context
    result = app.test_cli_runner().invoke(catalogue_commands, ["misses", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_editors_read_the_most_frequent_first(teller: FlaskClient, app: Flask) -> None:
    assert run(app) == "nothing was missed\n"
    for query in ("flycam", "bay flycam", "bay flycam"):
        tell(teller, query)
    assert [line.split()[0] for line in run(app).splitlines()] == ["times", "2", "1"]
    rows = json.loads(run(app, "--format", "json"))
    assert [(row["query"], row["count"]) for row in rows] == [("bay flycam", 2), ("flycam", 1)]
    assert json.loads(run(app, "--format", "json", "--limit", "1")) == rows[:1]
    table = list(csv.DictReader(io.StringIO(run(app, "--format", "csv", "--since", rows[0]["last_on"]))))
    assert [row["query"] for row in table] == ["bay flycam", "flycam"]
    assert json.loads(run(app, "--format", "json", "--since", "2999-01-01")) == []
    wrong = app.test_cli_runner().invoke(catalogue_commands, ["misses", "--since", "yesterday"])
    assert wrong.exit_code == 2
