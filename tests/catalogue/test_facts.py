from __future__ import annotations

from typing import Any

import pytest

from api.catalogue.facts import facts_of


def record(**changes: Any) -> dict[str, Any]:
    return {
        "has_detail": True,
        "time_limits": [],
        "deadline": None,
        "fee_kind": "unknown",
        "fees": [],
        **changes,
    }


def limit(quantity: int | None, unit: str | None, case: str | None = None) -> dict[str, Any]:
    return {"channel": "direct", "case": case, "quantity": quantity, "unit": unit, "basis": "case"}


def fee(amount: int | None, text: str) -> dict[str, Any]:
    return {"type": "Lệ phí", "text": text, "amount": amount, "currency": "VND", "note": ""}


def test_where_only_the_name_is_known_nothing_is_said() -> None:
    assert facts_of(record(has_detail=False)) is None


def test_every_different_limit_stands_once() -> None:
    limits = [
        limit(5, "day"),
        limit(5, "day", "a"),
        limit(5, "working_day"),
        limit(None, "day"),
        limit(3, None),
    ]
    assert facts_of(record(time_limits=limits))["spans"] == [  # type: ignore[index]
        {"quantity": 5, "unit": "day"},
        {"quantity": 5, "unit": "working_day"},
    ]


@pytest.mark.parametrize(
    ("limits", "deadline", "expected"),
    [
        ([], {"text": "Ngay trong ngày"}, "Ngay trong ngày"),
        ([limit(0, "day")], {"text": "Không quy định"}, "Không quy định"),
        ([limit(1, "day")], {"text": "1 ngày"}, ""),
        ([], None, ""),
    ],
)
def test_the_printed_time_only_stands_in(
    limits: list[dict[str, Any]], deadline: dict[str, str] | None, expected: str
) -> None:
    assert facts_of(record(time_limits=limits, deadline=deadline))["deadline_text"] == expected  # type: ignore[index]


def test_amounts_are_as_printed_and_each_once() -> None:
    fees = [
        fee(5000, "5.000 Đồng"),
        fee(5000, "5.000 Đồng"),
        fee(0, "Miễn phí"),
        fee(None, "tùy tỉnh"),
        fee(8000, "8.000 Đồng"),
    ]
    assert facts_of(record(fee_kind="fixed", fees=fees)) == {
        "spans": [],
        "deadline_text": "",
        "fee_kind": "fixed",
        "amounts": [
            {"amount": 5000, "currency": "VND", "text": "5.000 Đồng"},
            {"amount": 0, "currency": "VND", "text": "Miễn phí"},
            {"amount": 8000, "currency": "VND", "text": "8.000 Đồng"},
        ],
    }
