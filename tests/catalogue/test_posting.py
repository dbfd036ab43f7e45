"""Posting in time: the last day over holidays, how it stands on a day, indicator 6, and versions in force."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.calendars.working_calendar import WorkingCalendar
from api.catalogue.posting import (
    Publicity,
    Status,
    indicator_6,
    publish_by,
    rule_sets,
    rules_on,
    status,
    worse,
)
from api.catalogue.versions import Decided, Span, decided_spans, in_force

CALENDAR = WorkingCalendar()
DECISION_DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
RULES = rules_on(date(2020, 1, 1))
STATUSES = list(Status)


@pytest.mark.parametrize(
    ("decided_on", "due_on"),
    [
        ("2026-11-16", "2026-11-23"),  # Monday to Monday
        ("2026-11-20", "2026-11-30"),  # over 24 November, a holiday since 2026
        ("2026-02-12", "2026-02-26"),  # over Tết, 16 to 20 February
        ("2026-08-28", "2026-09-09"),  # over 31 August to 2 September
        ("2026-01-01", "2026-01-09"),  # 2 January is swapped for Saturday the 10th
        ("2026-11-21", "2026-11-30"),  # decided on a Saturday
    ],
)
def test_five_working_days_over_holidays(decided_on: str, due_on: str) -> None:
    assert publish_by(date.fromisoformat(decided_on), CALENDAR) == date.fromisoformat(due_on)


@given(DECISION_DAYS, DECISION_DAYS)
def test_the_last_day_is_never_a_closed_one_and_never_earlier_for_a_later_decision(
    one: date, other: date
) -> None:
    first, second = sorted((one, other))
    assert CALENDAR.is_working_day(publish_by(first, CALENDAR))
    assert publish_by(first, CALENDAR) <= publish_by(second, CALENDAR)
    assert CALENDAR.working_days_between(first + timedelta(1), publish_by(first, CALENDAR)) == 4


@pytest.mark.parametrize(
    ("done_on", "seen_on", "expected"),
    [
        (None, 10, Status.NOT_YET_DUE),
        (None, 11, Status.MISSING),
        (10, 10, Status.ON_TIME),
        (11, 11, Status.LATE),
        (11, 10, Status.NOT_YET_DUE),  # not done yet on that day
        (12, 11, Status.MISSING),
        (9, 30, Status.ON_TIME),
    ],
)
def test_how_it_stands_on_a_day(done_on: int | None, seen_on: int, expected: Status) -> None:
    done = date(2026, 3, done_on) if done_on else None
    assert status(done, due_on=date(2026, 3, 10), seen_on=date(2026, 3, seen_on)) == expected


@pytest.mark.parametrize(
    ("office", "electronic", "more", "score"),
    [
        ("on_time", "on_time", {}, 2),
        ("on_time", "on_time", {"exact": False}, 1),
        ("on_time", "on_time", {"complete": False}, 1),
        ("on_time", "late", {}, 1),
        ("late", "late", {}, 1),
        ("on_time", "missing", {}, 1),
        ("missing", "late", {}, 1),
        ("missing", "missing", {}, 0),
        ("on_time", "missing", {"taken_down": True}, 0),
        ("on_time", "on_time", {"taken_down": True}, 1),
        ("not_yet_due", "not_yet_due", {}, None),
        ("on_time", "not_yet_due", {}, None),
    ],
)
def test_indicator_6_as_the_law_puts_it(
    office: str, electronic: str, more: dict[str, bool], score: int | None
) -> None:
    found = Publicity(office=Status(office), electronic=Status(electronic), **more)
    assert indicator_6(found, RULES) == score


@given(st.sampled_from(STATUSES), st.sampled_from(STATUSES))
def test_both_ways_stand_as_the_worse_one(office: Status, electronic: Status) -> None:
    assert worse(office, electronic) in (office, electronic)
    assert worse(office, electronic) == worse(electronic, office)


def test_rule_sets_have_their_day_and_article_and_the_day_of_the_decision_chooses() -> None:
    assert all(rules.basis for rules in rule_sets())
    assert rules_on(date(2025, 6, 30)).id == "posting-2018"
    assert rules_on(date(2025, 7, 1)).id == "posting-2025"
    assert rules_on(date(2012, 1, 1)) == rule_sets()[0]
    assert not rules_on(date(2026, 1, 1)).confirmed, "the scoring under NĐ 118/2025 was not found"


JUNE = date(2026, 6, 1)


def test_the_version_in_force_follows_the_days_of_importing_and_decisions_first() -> None:
    imported = [Span(1, None, date(2026, 5, 31)), Span(2, JUNE, None)]
    assert in_force(imported, date(2010, 1, 1)) == 1
    assert in_force(imported, date(2026, 5, 31)) == 1
    assert in_force(imported, JUNE) == 2
    decided = decided_spans(imported, [Decided(2, date(2026, 7, 1), abolishes=False)])
    assert in_force(decided, date(2026, 6, 30)) == 1
    assert in_force(decided, date(2026, 7, 1)) == 2
    abolished = decided_spans(imported, [Decided(2, date(2026, 9, 1), abolishes=True)])
    assert in_force(abolished, date(2026, 8, 31)) == 2
    assert in_force(abolished, date(2026, 9, 1)) is None


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=5, unique=True), DECISION_DAYS)
def test_versions_follow_each_other_without_gap_or_overlap(starts: list[date], day: date) -> None:
    starts.sort()
    spans = decided_spans([Span(1, None, None), *(Span(n, s, None) for n, s in enumerate(starts, 2))], [])
    assert in_force(spans, day) == 1 + sum(start <= day for start in starts)
    claiming = [s for s in spans if (s.first or date.min) <= day <= (s.last or date.max)]
    assert len(claiming) == 1
