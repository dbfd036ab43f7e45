"""What a procedure must have to be published, and the gaps inspectors look for."""

from __future__ import annotations

from typing import Any

import pytest

from api.catalogue.mandatory_parts import PARTS, gaps, missing_parts
from api.catalogue.records import parse_record
from tests.catalogue_lines import channel, paper
from tests.posting_lines import complete

NO_LIMIT = {"channels": [channel("direct")], "deadline": None}


def content(**changes: Any) -> dict[str, Any]:
    return parse_record(complete("1.990001", **changes)).content


def test_a_complete_procedure_lacks_nothing() -> None:
    assert (missing_parts(content()), gaps(content())) == ([], [])


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"steps": []}, ["steps"]),
        ({"channels": []}, ["channels"]),
        ({"documents": []}, ["papers"]),
        ({"documents": [paper("Chỉ là lưu ý", note=True)]}, ["papers"]),
        (NO_LIMIT, ["time_limit"]),
        ({"target": []}, ["target"]),
        ({"agency": []}, ["agency"]),
        ({"result": []}, ["result"]),
        ({"legal_basis": []}, ["legal_basis"]),
        ({"legal_basis": [{"code": "", "name": ""}]}, ["legal_basis"]),
        ({"requirements": "", "decision": ""}, []),  # if any; and the decision is what is being entered
    ],
)
def test_each_mandatory_part_is_missed(changes: dict[str, Any], missing: list[str]) -> None:
    found = content(**changes)
    assert missing_parts(found) == missing
    assert ("mandatory_parts" in gaps(found)) == bool(missing)


def test_a_sentence_is_a_time_limit_too() -> None:
    same_day = {**channel("direct"), "deadline_text": "Trả ngay trong ngày"}
    assert missing_parts(content(channels=[same_day], deadline=None)) == []


def test_a_name_alone_lacks_everything_else_in_the_order_of_the_law() -> None:
    empty = {name: [] for name in ("steps", "channels", "documents", "target", "agency", "result")}
    found = content(**empty, deadline=None, detail=False)
    assert missing_parts(found) == [part for part in PARTS if part not in ("name", "legal_basis")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"fee_kind": "unknown"}, ["fees"]),
        ({"documents": [paper("Đơn đề nghị theo mẫu")]}, ["forms"]),
        ({"documents": [paper("1. Tờ khai đăng ký")]}, ["forms"]),
        ({"documents": [paper("Căn cước")]}, []),
        ({"documents": [paper("Đo đạc đơn giản không phải tờ khai")]}, []),
        (NO_LIMIT, ["time_limit", "mandatory_parts"]),
    ],
)
def test_gaps_that_inspectors_complained_of(changes: dict[str, Any], expected: list[str]) -> None:
    assert gaps(content(**changes)) == expected
