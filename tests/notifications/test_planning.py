"""On which ways a message goes, when, and whether it rings: the rules alone."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.calendars.opening_hours import TIME_ZONE
from api.notifications.planning import (
    DEFAULTS,
    FALL_BACK_AFTER,
    GATHER,
    PUSH_LIFE,
    TEST_LIFE,
    Channel,
    Choices,
    Night,
    is_silent,
    plan,
)
from api.notifications.quiet_hours import is_night, next_morning
from api.notifications.words import MESSAGES, Purpose

DAY = datetime(2026, 11, 23, 9, 30, tzinfo=TIME_ZONE)
NIGHT = datetime(2026, 11, 23, 22, 15, tzinfo=TIME_ZONE)
SMALL_HOURS = datetime(2026, 11, 24, 3, 0, tzinfo=TIME_ZONE)
MORNING = datetime(2026, 11, 24, 7, 0, tzinfo=TIME_ZONE)
DEVICES = [uuid.UUID(int=1), uuid.UUID(int=2)]
moments = st.integers(0, 4 * 366 * 24 * 3600).map(lambda seconds: DAY - timedelta(days=700, seconds=-seconds))


def chosen(*extra: tuple[Purpose, Channel], **more: object) -> Choices:
    return Choices(wanted={**DEFAULTS, **dict.fromkeys(extra, True)}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clock", "night"),
    [("20:59:59", False), ("21:00:00", True), ("23:59:59", True), ("06:59:59", True), ("07:00:00", False)],
)
def test_the_night_is_from_nine_to_seven(clock: str, night: bool) -> None:
    at = datetime.fromisoformat(f"2026-11-23T{clock}+07:00")
    assert is_night(at) == night


@given(moments)
def test_the_next_morning_is_never_at_night_never_past_and_near(at: datetime) -> None:
    morning = next_morning(at)
    assert not is_night(morning)
    assert timedelta() <= morning - at <= timedelta(hours=10)
    assert (morning == at) == (not is_night(at))


def test_by_default_a_message_goes_to_every_device_at_once_and_nowhere_else() -> None:
    planned = plan("result_ready", at=DAY, choices=Choices(), devices=DEVICES)
    assert [(each.channel, each.subscription_id, each.run_at) for each in planned] == [
        (Channel.PUSH, device, DAY) for device in DEVICES
    ]
    assert {each.expires_at - each.run_at for each in planned} == {PUSH_LIFE}


def test_at_night_a_push_comes_at_once_and_makes_no_sound() -> None:
    (planned,) = plan("received", at=NIGHT, choices=Choices(), devices=DEVICES[:1])
    assert planned.run_at == NIGHT
    assert is_silent(rings_at_night=planned.rings_at_night, at=NIGHT)
    assert not is_silent(rings_at_night=planned.rings_at_night, at=MORNING)


@pytest.mark.parametrize("at", [NIGHT, SMALL_HOURS])
def test_who_wants_quiet_gets_it_in_the_morning(at: datetime) -> None:
    (planned,) = plan("received", at=at, choices=Choices(night=Night.HOLD), devices=DEVICES[:1])
    assert planned.run_at == MORNING
    assert planned.expires_at == MORNING + PUSH_LIFE


@pytest.mark.parametrize(
    "choices",
    [
        Choices(night=Night.HOLD, rings_at_night=frozenset({Purpose.ACTION})),
        Choices(night=Night.SILENT, rings_at_night=frozenset({Purpose.ACTION})),
        Choices(night=Night.RING),
    ],
)
def test_what_is_marked_urgent_rings_at_night(choices: Choices) -> None:
    (planned,) = plan("supplement_requested", at=NIGHT, choices=choices, devices=DEVICES[:1])
    assert planned.run_at == NIGHT
    assert not is_silent(rings_at_night=planned.rings_at_night, at=NIGHT)


def test_the_answer_to_what_one_did_a_moment_ago_waits_for_no_morning() -> None:
    (planned,) = plan("submitted", at=NIGHT, choices=Choices(night=Night.HOLD), devices=DEVICES[:1])
    assert (planned.run_at, planned.rings_at_night) == (NIGHT, True)


def test_a_test_goes_out_whatever_was_chosen_and_lives_an_hour() -> None:
    nothing = Choices(wanted=dict.fromkeys(DEFAULTS, False), night=Night.HOLD)
    planned = plan("test", at=NIGHT, choices=nothing, devices=DEVICES)
    assert [(each.run_at, each.expires_at) for each in planned] == [(NIGHT, NIGHT + TEST_LIFE)] * 2


def test_who_turned_a_purpose_off_hears_nothing_of_it() -> None:
    off = Choices(wanted={**DEFAULTS, (Purpose.PROGRESS, Channel.PUSH): False})
    assert plan("received", at=DAY, choices=off, devices=DEVICES) == []
    assert len(plan("result_ready", at=DAY, choices=off, devices=DEVICES)) == 2


def test_a_letter_waits_for_the_steps_that_follow_and_needs_an_address() -> None:
    wanted = chosen((Purpose.PROGRESS, Channel.EMAIL), has_email=True)
    (letter,) = plan("received", at=DAY, choices=wanted, devices=[])
    assert (letter.channel, letter.run_at, letter.fallback) == (Channel.EMAIL, DAY + GATHER, False)
    without = chosen((Purpose.PROGRESS, Channel.EMAIL))
    assert plan("received", at=DAY, choices=without, devices=[]) == []


def test_a_text_message_is_the_way_out_when_push_has_not_arrived_for_hours() -> None:
    agreed = chosen((Purpose.ACTION, Channel.SMS))
    *pushes, text = plan("supplement_requested", at=DAY, choices=agreed, devices=DEVICES)
    assert [each.channel for each in pushes] == [Channel.PUSH, Channel.PUSH]
    assert (text.channel, text.fallback, text.run_at) == (Channel.SMS, True, DAY + FALL_BACK_AFTER)
    (alone,) = plan("supplement_requested", at=DAY, choices=agreed, devices=[])
    assert (alone.channel, alone.fallback, alone.run_at) == (Channel.SMS, False, DAY + GATHER)
    assert plan("received", at=DAY, choices=agreed, devices=[]) == [], "only what needs the citizen"


@given(moments, st.sampled_from(sorted(MESSAGES)), st.booleans(), st.sampled_from(list(Night)))
def test_no_text_message_wakes_anybody_who_did_not_ask_for_it(
    at: datetime, kind: str, has_device: bool, night: Night
) -> None:
    choices = Choices(wanted=dict.fromkeys(DEFAULTS, True), night=night, has_email=True)
    for each in plan(kind, at=at, choices=choices, devices=DEVICES[: int(has_device)]):
        assert each.expires_at > each.run_at >= at
        if each.channel in (Channel.SMS, Channel.ZALO) and night is not Night.RING:
            assert not is_night(each.run_at)
