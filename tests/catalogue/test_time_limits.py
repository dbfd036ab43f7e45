from typing import Any

import pytest

from api.catalogue.records import parse_record
from api.catalogue.time_limits import TimeLimit, time_limit
from tests.catalogue_lines import channel, line, paper

CHANNELS = ("online", "postal", "direct")


def content(
    *, channels: list[dict[str, Any]], deadline: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    return parse_record(line("1.000001", "Thủ tục", channels=channels, deadline=deadline, **more)).content


def deadline(working_days: float | None = None, calendar_days: float | None = None) -> dict[str, Any]:
    return {"text": "", "working_days": working_days, "calendar_days": calendar_days, "basis": "case"}


@pytest.mark.parametrize("name", CHANNELS)
def test_a_quantity_without_a_unit_gives_way_to_the_record_as_in_1_001193(name: Any):
    found = content(channels=[channel(one, 1) for one in CHANNELS], deadline=deadline(1))
    assert time_limit(found, channel=name) == TimeLimit(1, "working_day", "procedure")


@pytest.mark.parametrize("name", CHANNELS)
def test_a_quantity_of_zero_gives_way_to_the_record_as_in_2_000635(name: Any):
    found = content(channels=[channel(one, 0) for one in CHANNELS], deadline=deadline(15))
    assert time_limit(found, channel=name) == TimeLimit(15, "working_day", "procedure")


def test_a_walk_in_without_a_published_limit_has_none_as_2_000815():
    found = content(channels=[channel("direct"), channel("direct")])
    assert time_limit(found, channel="direct") is None
    assert time_limit(found, channel="online") is None
    assert found["time_limits"] == [
        {"channel": "direct", "case": None, "quantity": None, "unit": None, "basis": None}
    ]


def test_the_channels_own_unit_wins():
    found = content(
        channels=[channel("online", 4, "hour"), channel("direct", 3, "day")], deadline=deadline(9)
    )
    assert time_limit(found, channel="online") == TimeLimit(4, "hour", "channel")
    assert time_limit(found, channel="direct") == TimeLimit(3, "day", "channel")
    assert time_limit(found, channel="postal") == TimeLimit(9, "working_day", "procedure")


def test_calendar_days_of_the_record_are_the_last_resort():
    assert time_limit(content(channels=[], deadline=deadline(None, 30)), channel="direct") == TimeLimit(
        30, "day", "procedure"
    )
    assert time_limit(content(channels=[], deadline=deadline(0, 0)), channel="direct") is None


def test_several_limits_of_one_channel_give_the_longest_across_units():
    rows = [channel("direct", 10, "day"), channel("direct", 8, "working_day"), channel("direct", 70, "hour")]
    assert time_limit(content(channels=rows), channel="direct") == TimeLimit(8, "working_day", "channel")


def test_the_row_that_names_the_case_wins():
    rows = [
        {**channel("direct", 5, "working_day"), "description": "Đối với cấp lại do bị mất: 05 ngày"},
        {**channel("direct", 20, "working_day"), "description": "Đối với cấp giấy phép lần đầu: 20 ngày"},
    ]
    papers = [paper("Đơn", case="a) Đối với cấp lại do bị mất:"), paper("Đơn", case="b) Trường hợp khác hẳn")]
    found = content(channels=rows, documents=papers)
    assert time_limit(found, channel="direct", case="Đối với cấp lại do bị mất") == TimeLimit(
        5, "working_day", "case"
    )
    assert time_limit(found, channel="direct", case="Trường hợp khác hẳn") == TimeLimit(
        20, "working_day", "channel"
    )
    assert [(entry["case"], entry["quantity"]) for entry in found["time_limits"]] == [
        (None, 20),
        ("Đối với cấp lại do bị mất", 5),
    ]


def test_half_days_are_printed_as_they_are_and_counted_up():
    found = content(channels=[channel("direct", 7.5, "working_day")])  # type: ignore[arg-type]
    assert found["time_limits"][0]["quantity"] == 7.5
    assert time_limit(found, channel="direct") == TimeLimit(8, "working_day", "channel")
