"""Which days a question is about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from api.oversight.errors import PeriodOutOfRange, PeriodReversed, PeriodTooLong
from api.oversight.periods import LONGEST_DAYS, period

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def test_by_default_the_year_to_date() -> None:
    days = period(None, None, at=NOW)
    assert (days.first, days.last, days.seen_on) == (date(2026, 1, 1), date(2026, 11, 22), date(2026, 11, 22))


def test_today_is_today_in_vietnam() -> None:
    assert period(None, None, at=datetime(2026, 11, 22, 17, tzinfo=UTC)).last == date(2026, 11, 23)
    assert period(None, None, at=datetime(2025, 12, 31, 17, tzinfo=UTC)).first == date(2026, 1, 1)


def test_a_last_day_alone_means_its_own_year() -> None:
    assert period(None, date(2025, 6, 30), at=NOW).first == date(2025, 1, 1)


def test_a_period_is_from_midnight_to_midnight_in_vietnam() -> None:
    days = period(date(2026, 3, 1), date(2026, 3, 1), at=NOW)
    assert days.starts_at == datetime(2026, 2, 28, 17, tzinfo=UTC)
    assert days.ends_at - days.starts_at == timedelta(days=1)


def test_nobody_is_late_before_the_day_comes() -> None:
    assert period(date(2026, 11, 1), date(2026, 12, 31), at=NOW).seen_on == date(2026, 11, 22)
    assert period(date(2026, 1, 1), date(2026, 3, 31), at=NOW).seen_on == date(2026, 3, 31)


def test_a_reversed_period_is_refused() -> None:
    with pytest.raises(PeriodReversed):
        period(date(2026, 3, 2), date(2026, 3, 1), at=NOW)
    with pytest.raises(PeriodReversed):
        period(date(2026, 11, 23), None, at=NOW)


def test_five_years_are_enough() -> None:
    first = date(2020, 1, 1)
    assert period(first, date(2024, 12, 31), at=NOW).last.year == 2024
    period(first, first + timedelta(days=LONGEST_DAYS - 1), at=NOW)
    with pytest.raises(PeriodTooLong):
        period(first, first + timedelta(days=LONGEST_DAYS), at=NOW)
    with pytest.raises(PeriodTooLong):
        period(date(2000, 1, 1), date(2050, 1, 1), at=NOW)


@pytest.mark.parametrize(
    ("first", "last"),
    [(date.min, date(2026, 1, 1)), (date(2026, 1, 1), date.max), (date.max, None), (None, date.min)],
)
def test_years_without_figures_are_refused(first: date | None, last: date | None) -> None:
    with pytest.raises((PeriodOutOfRange, PeriodReversed)):
        period(first, last, at=NOW)
