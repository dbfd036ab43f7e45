"""`motcua deadline`: what an inspector types, and what is answered."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from hypothesis import given
from hypothesis import strategies as st

from api.calendars.models import CalendarOverride
from api.calendars.opening_hours import OpeningHours
from api.config import PROJECT_ROOT
from api.deadline_command import deadline_command
from api.extensions import db, write_unit
from tests.people import make_agency

RECEIVED = "2026-02-12T16:10+07:00"


def run(*arguments: str, app: Flask | None = None) -> Result:
    script = ScriptInfo(create_app=lambda: app) if app else None
    return CliRunner().invoke(deadline_command, arguments, obj=script)


def answer(*arguments: str, app: Flask | None = None) -> dict[str, Any]:
    result = run(*arguments, app=app)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize(
    ("arguments", "due_at", "why"),
    [
        (["--duration", "5", "--unit", "working_day"], "2026-02-26T17:00:00+07:00", "Tết lies in between"),
        (["--duration", "5", "--unit", "day"], "2026-02-23T17:00:00+07:00", "ends in Tết, so the next working day"),
        (["--duration", "1", "--unit", "month"], "2026-03-12T17:00:00+07:00", "the corresponding day"),
        (["--duration", "8", "--unit", "hour"], "2026-02-13T16:40:00+07:00", "50 minutes, then 7 hours 10 of Friday"),
        (["--duration", "0", "--unit", "working_day"], "2026-02-13T17:00:00+07:00", "after 15:00"),
        (
            ["--duration", "5", "--unit", "working_day", "--pause", "2026-02-23T08:00+07:00/2026-02-25T08:00+07:00"],
            "2026-03-02T17:00:00+07:00",
            "two working days later",
        ),
        (
            ["--duration", "5", "--unit", "working_day", "--pause", "2026-02-23T08:00+07:00/2026-02-25T08:00+07:00",
             "--policy", "restart"],
            "2026-03-04T17:00:00+07:00",
            "five working days from the 25th",
        ),
    ],
)  # fmt: skip
def test_worked_answers(arguments: list[str], due_at: str, why: str) -> None:
    found = answer("--received", RECEIVED, *arguments)
    assert found["due_at"] == due_at, why
    assert found["due_on"] == due_at[:10]
    assert found["steps"][0]["code"] == "received"
    assert found["steps"][-1]["code"] == "due"


def test_several_pauses_and_one_that_is_still_open() -> None:
    pauses = [
        "--pause",
        "2026-02-13T08:00+07:00/2026-02-13T18:00+07:00",
        "--pause",
        "2026-02-24T08:00+07:00/",
    ]
    found = answer("--received", RECEIVED, "--duration", "5", "--unit", "working_day", *pauses)
    assert (found["due_on"], found["paused"]) == ("2026-02-27", True)


def test_any_offset_names_the_same_moment() -> None:
    asked = ["--duration", "5", "--unit", "working_day"]
    found = [
        answer("--received", at, *asked)["due_at"]
        for at in (RECEIVED, "2026-02-12T09:10Z", "2026-02-12T04:10-05:00")
    ]
    assert found == [found[0]] * 3


def test_an_office_has_its_own_hours_and_the_calendar_that_was_amended(app: Flask) -> None:
    agency = make_agency()
    with write_unit():
        hours = OpeningHours.from_json(
            {day: [["08:00", "16:00"]] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
        )
        db.session.merge(agency).opening_hours = hours.to_json()
        db.session.add(CalendarOverride(day=date(2026, 2, 24), kind="off", reason="Bão", source="1/UBND"))
    found = answer(
        "--received", RECEIVED, "--duration", "5", "--unit", "working_day", "--agency", agency.code, app=app
    )
    assert found["effective_from"] == "2026-02-13T08:00:00+07:00", "after its closing"
    assert found["due_at"] == "2026-03-02T16:00:00+07:00"
    assert "Bão" in json.dumps(found, ensure_ascii=False)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--received", "2026-02-12T16:10", "--duration", "5", "--unit", "day"], "+07:00"),
        (["--received", "yesterday", "--duration", "5", "--unit", "day"], "no moment"),
        (["--received", "2026-02-30T08:00+07:00", "--duration", "5", "--unit", "day"], "no moment"),
        (["--received", RECEIVED, "--duration", "-1", "--unit", "day"], "Thời hạn"),
        (["--received", RECEIVED, "--duration", "0", "--unit", "month"], "Thời hạn"),
        (["--received", RECEIVED, "--duration", "1.5", "--unit", "day"], "integer"),
        (["--received", RECEIVED, "--duration", "5", "--unit", "week"], "week"),
        (["--received", RECEIVED, "--duration", "5", "--unit", "day", "--pause", RECEIVED], "FROM/TO"),
        (
            ["--received", RECEIVED, "--duration", "5", "--unit", "day", "--pause",
             "2026-02-25T08:00+07:00/2026-02-23T08:00+07:00"],
            "ends before it begins",
        ),
        (["--received", "2126-02-12T16:10+07:00", "--duration", "5", "--unit", "day"], "calendar_year_unknown"),
        (["--received", RECEIVED, "--duration", "99999999", "--unit", "working_day"], "calendar_year_unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_said_and_nothing_else_is_printed(
    arguments: list[str], complaint: str
) -> None:
    result = run(*arguments)
    assert result.exit_code in (1, 2)
    assert complaint in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output


def test_an_office_that_is_not_there(app: Flask) -> None:
    result = run("--received", RECEIVED, "--duration", "1", "--unit", "day", "--agency", "Y0", app=app)
    assert (result.exit_code, "no office Y0" in result.stderr) == (2, True)


@given(text=st.text(max_size=40))
def test_no_moment_however_mistyped_is_a_fault_of_ours(text: str) -> None:
    result = run("--received", text, "--duration", "1", "--unit", "day")
    assert result.exit_code in (0, 1, 2)
    assert not isinstance(result.exception, Exception) or isinstance(result.exception, SystemExit)


def test_it_needs_neither_settings_nor_database() -> None:
    arguments = ["--received", RECEIVED, "--duration", "5", "--unit", "working_day"]
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", "deadline", *arguments],
        cwd=PROJECT_ROOT, env={"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}, capture_output=True, text=True,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["due_on"] == "2026-02-26"
