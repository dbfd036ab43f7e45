"""What an unfinished last word may become: the cases that the phone is tested on as well, and what always holds."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.catalogue.folding import fold
from api.catalogue.search import IndexRow, SearchIndex
from api.catalogue.unfinished import Unfinished

CASES: dict[str, Any] = json.loads(
    Path(__file__).with_name("unfinished_cases.json").read_text(encoding="utf-8")
)
UNFINISHED = Unfinished(CASES["evidence"])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["query"] or "empty")
def test_what_it_may_become(case: dict[str, Any], form: Any) -> None:
    query = unicodedata.normalize(form, case["query"])
    found = UNFINISHED.ways(query, fold(query).split())
    assert [" ".join(way) for _, way in found] == [way for _, way in case["ways"]], case["why"]
    assert [weight for weight, _ in found] == pytest.approx([weight for weight, _ in case["ways"]])


@given(st.text(max_size=60))
def test_whatever_is_typed_keeps_its_first_words_and_weighs_at_most_one(query: str) -> None:
    syllables = fold(query).split()
    ways = UNFINISHED.ways(query, syllables)
    assert 1 <= len(ways) <= 5
    for weight, way in ways:
        assert 0 < weight <= 1
        assert list(way[:-1]) == syllables[:-1]
        assert not syllables or way[-1].startswith(syllables[-1])


def _row(code: str, name: str, *, level: str = "xã", often: bool = False) -> IndexRow:
    return IndexRow(code, name, "Hộ tịch", level, None, True, None, often)


INDEX = SearchIndex.build(
    [
        _row("1.000001", "Thủ tục đăng ký khai sinh", often=True),
        _row("1.000002", "Thủ tục đăng ký kết hôn", often=True),
        _row("1.000003", "Cấp phép khai thác khoáng sản", level="tỉnh"),
        _row("1.000004", "Công bố hợp quy phân bón", level="tỉnh"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("k", "1.000001"),
        ("kh", "1.000001"),
        ("khai s", "1.000001"),
        ("đăng ký kha", "1.000001"),
        ("đăng ký ke", "1.000002"),
        ("ket ho", "1.000002"),
        ("khai tha", "1.000003"),
    ],
)
def test_look_up_finds_from_the_first_letters(typed: str, code: str) -> None:
    assert INDEX.search(typed)[0].code == code


def test_a_reading_says_which_words_nobody_knows() -> None:
    assert INDEX.reading("dang ky khaisinh").words == ("dang", "ky", "khai", "sinh")
    assert INDEX.reading("khai sinh hologram").unknown == ("hologram",)
    assert INDEX.reading("làm hologram ở đâu").unknown == ("hologram",), "not the words of the question"
    assert INDEX.reading("khai s").unknown == ()
    assert INDEX.reading("1.004222").unknown == (), "a number is no word"
    assert INDEX.reading("…").words == ()
