"""Form II.06a by hand-worked examples, at the boundaries of days, and against counting one by one."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from api.access import Role
from api.extensions import now
from api.oversight import figures
from api.oversight.periods import Period, period
from tests.oversight.histories import History, by_hand, some_history, store, vietnam
from tests.people import Office, make_agency
from tests.ratings.rated import act, received

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 31))


def line(office: Office, days: Period = MARCH) -> dict[str, Any]:
    return figures.table(figures.count([office.agency.id], days)[office.agency.id])


def test_a_month_worked_out_by_hand(office: Office) -> None:
    for history in (
        # received in March
        History(
            vietnam("2026-03-02 08:00"),
            date(2026, 3, 10),
            vietnam("2026-03-09 16:00"),
            status=10,
            returned_at=vietnam("2026-03-11 09:00"),
        ),  # early, returned
        History(
            vietnam("2026-03-02 08:00"), date(2026, 3, 10), vietnam("2026-03-10 16:59"), status=9
        ),  # on time
        History(
            vietnam("2026-03-02 08:00"), None, vietnam("2026-03-20 09:00"), "direct", 9
        ),  # no due date: on time
        History(
            vietnam("2026-03-03 08:00"), date(2026, 3, 10), vietnam("2026-03-11 07:30"), "postal", 9
        ),  # late
        History(vietnam("2026-03-30 08:00"), date(2026, 4, 6)),  # in process, within
        History(vietnam("2026-03-20 08:00"), date(2026, 3, 31)),  # due on the last day: within
        History(vietnam("2026-03-16 08:00"), date(2026, 3, 30)),  # overdue
        # received before
        History(
            vietnam("2026-02-25 08:00"), date(2026, 3, 4), vietnam("2026-03-04 10:00"), status=7
        ),  # on time
        History(vietnam("2026-02-02 08:00"), date(2026, 2, 9)),  # carried over and overdue
        History(
            vietnam("2026-02-02 08:00"),
            date(2026, 2, 9),
            vietnam("2026-02-09 10:00"),
            status=10,
            returned_at=vietnam("2026-03-01 00:00"),
        ),  # solved in February, returned in March
        # received after, and never received
        History(vietnam("2026-04-01 00:00"), date(2026, 4, 8)),
        History(None, finished_at=vietnam("2026-03-05 10:00"), status=3),
        History(None, status=1),
    ):
        store(office.agency, history)
    assert line(office) == {
        "received": {"total": 9, "online": 5, "direct": 2, "carried_over": 2},
        "solved": {"total": 5, "early": 1, "on_time": 3, "late": 1},
        "in_process": {"total": 4, "within": 2, "overdue": 2},
        "returned": 2,
        "declined": 1,
        "on_time_percent": 80.0,
    }


@pytest.mark.parametrize(
    ("finished_at", "kind"),
    [
        ("2026-03-09 23:59:59.999999", "early"),
        ("2026-03-10 00:00", "on_time"),
        ("2026-03-10 06:30", "on_time"),  # 23:30 UTC of the day before
        ("2026-03-10 23:59:59.999999", "on_time"),
        ("2026-03-11 00:00", "late"),
        ("2026-03-11 06:30", "late"),  # 23:30 UTC of the due day
    ],
)
def test_early_and_late_are_by_date_in_vietnam(office: Office, finished_at: str, kind: str) -> None:
    store(
        office.agency, History(vietnam("2026-03-02 08:00"), date(2026, 3, 10), vietnam(finished_at), status=9)
    )
    solved = line(office)["solved"]
    assert solved == {"total": 1, "early": 0, "on_time": 0, "late": 0, kind: 1}


@pytest.mark.parametrize(
    ("received_at", "counted"),
    [
        ("2026-02-28 23:59:59", "carried_over"),
        ("2026-03-01 00:00", "online"),
        ("2026-03-31 23:59:59", "online"),
        ("2026-04-01 00:00", None),
    ],
)
def test_a_period_begins_and_ends_at_midnight_in_vietnam(
    office: Office, received_at: str, counted: str | None
) -> None:
    store(office.agency, History(vietnam(received_at)))
    expected = {"total": 0, "online": 0, "direct": 0, "carried_over": 0}
    if counted:
        expected |= {"total": 1, counted: 1}
    assert line(office)["received"] == expected


def test_what_ended_before_the_period_is_not_carried_over(office: Office) -> None:
    store(office.agency, History(vietnam("2026-02-10 08:00"), None, vietnam("2026-02-28 23:59:59"), status=9))
    store(office.agency, History(vietnam("2026-02-10 08:00"), None, vietnam("2026-03-01 00:00"), status=9))
    assert line(office)["received"]["carried_over"] == 1


def test_what_ended_after_the_period_was_in_process_at_its_end(office: Office) -> None:
    store(
        office.agency,
        History(vietnam("2026-03-10 08:00"), date(2026, 3, 20), vietnam("2026-04-01 00:00"), status=9),
    )
    assert line(office)["in_process"] == {"total": 1, "within": 0, "overdue": 1}


@pytest.mark.parametrize(
    ("started", "ended", "overdue"),
    [
        ("2026-03-20 09:00", None, 0),  # waiting for papers since the due date: the clock stands still
        ("2026-03-20 23:59", "2026-04-01 00:00", 0),
        ("2026-03-21 00:00", None, 1),  # overdue already when the clock stopped
        ("2026-03-10 09:00", "2026-03-31 23:59", 1),  # runs again, and its date has passed
        ("2026-04-01 00:00", None, 1),  # stopped after the period
    ],
)
def test_who_waits_for_papers_is_not_overdue(
    office: Office, started: str, ended: str | None, overdue: int
) -> None:
    store(
        office.agency,
        History(
            vietnam("2026-03-02 08:00"),
            date(2026, 3, 20),
            status=5,
            paused=(vietnam(started), vietnam(ended) if ended else None),
        ),
    )
    assert line(office)["in_process"] == {"total": 1, "within": 1 - overdue, "overdue": overdue}


def test_an_office_without_dossiers_has_zeros_and_no_percentage(office: Office) -> None:
    assert line(office) == {
        "received": {"total": 0, "online": 0, "direct": 0, "carried_over": 0},
        "solved": {"total": 0, "early": 0, "on_time": 0, "late": 0},
        "in_process": {"total": 0, "within": 0, "overdue": 0},
        "returned": 0,
        "declined": 0,
        "on_time_percent": None,
    }
    assert figures.count([], MARCH) == {}
    assert figures.table(figures.add_up([]))["on_time_percent"] is None


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_history_counts_as_by_hand_and_the_identity_holds(office: Office, seed: int) -> None:
    dice = random.Random(seed)
    other = make_agency("Y99.01.02")
    start = date(2026, 2, 20)
    ours = [some_history(dice, start, 50) for _ in range(40)]
    theirs = [some_history(dice, start, 50) for _ in range(10)]
    for agency, histories in ((office.agency, ours), (other, theirs)):
        for history in histories:
            store(agency, history)
    for _ in range(12):
        first = start + timedelta(days=dice.randint(-5, 55))
        last = first + timedelta(days=dice.randint(0, 30))
        days = Period(first, last, min(last, start + timedelta(days=40)))
        counts = figures.count([office.agency.id, other.id], days)
        assert counts == {office.agency.id: by_hand(ours, days), other.id: by_hand(theirs, days)}
        for agency_counts in (*counts.values(), figures.add_up(counts.values())):
            table = figures.table(agency_counts)
            received, solved, in_process = table["received"], table["solved"], table["in_process"]
            assert received["total"] == solved["total"] + in_process["total"]
            assert solved["total"] == solved["early"] + solved["on_time"] + solved["late"]
            assert in_process["total"] == in_process["within"] + in_process["overdue"]
            assert min(solved.values()) >= 0


def test_the_real_journey_is_counted(office: Office) -> None:
    dossier = received(office)
    today = period(None, None, at=now())
    assert line(office, today)["in_process"] == {"total": 1, "within": 1, "overdue": 0}
    act(office, dossier, Role.LEADER, "stop", reason="Không đủ điều kiện")
    assert line(office, today)["solved"] == {"total": 1, "early": 0, "on_time": 1, "late": 0}
