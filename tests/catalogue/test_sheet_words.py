from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.catalogue.records import parse_record
from api.catalogue.sheet_words import (
    fee_words,
    paper_groups,
    points,
    read_on_words,
    short_fee,
    time_words,
    ways,
)
from api.documents.pdf_writing import printable, shortened
from tests.catalogue_lines import channel, line, paper

TEXTS = st.lists(st.text(alphabet="aăđ -+*•.:;\n1B", max_size=40), max_size=4)


def content(**changes: Any) -> dict[str, Any]:
    return parse_record(line("1.001193", "Thủ tục", **changes)).content


def fee(amount: float, text: str, *, note: str = "", currency: str = "VND") -> dict[str, Any]:
    return {"type": "phí", "text": text, "amount": amount, "currency": currency, "note": note}


def test_a_fee_set_elsewhere_is_never_called_free():
    printed = content(
        fee_kind="see_note",
        fees=[fee(0, "Miễn phí", note="Theo nghị quyết của tỉnh")],
        channels=[{**channel("direct"), "fee_text": "Miễn phí (do tỉnh quy định); 0 VNĐ"}, channel("online")],
    )
    said = [*fee_words(printed), short_fee(printed), *(way.fee for way in ways(printed))]
    assert all(
        "Miễn phí" not in words.replace("“Miễn phí”", "") and "0 VNĐ" not in words for words in said
    ), said
    assert "Theo nghị quyết của tỉnh" in said


@pytest.mark.parametrize(
    ("changes", "short"),
    [
        ({"fee_kind": "free"}, "Miễn phí"),
        ({"fee_kind": "unknown"}, "Chưa công bố"),
        ({"fee_kind": "fixed", "fees": []}, "Chưa công bố"),
        (
            {"fee_kind": "fixed", "fees": [fee(20000, "20.000 đồng"), fee(5000, "5.000 đồng")]},
            "5.000 đồng đến 20.000 đồng",
        ),
        # Ten dollars are not less than two thousand đồng.
        (
            {"fee_kind": "fixed", "fees": [fee(10, "10 USD", currency="USD"), fee(2000, "2.000 đồng")]},
            "2.000 đồng",
        ),
    ],
)
def test_a_fee_in_short(changes: dict[str, Any], short: str):
    assert short_fee(content(**changes)) == short


def test_a_time_without_a_unit_is_that_of_the_record():
    printed = content(channels=[{**channel("direct", 1), "deadline_text": "1"}])
    assert ways(printed)[0].time == "1 ngày làm việc"
    assert time_words(printed) == "1 ngày làm việc"
    nothing = content(channels=[channel("direct")], deadline=None)
    assert time_words(nothing) == ways(nothing)[0].time == "Nguồn không ghi"
    half = content(channels=[channel("direct", 7.5, "working_day")])  # type: ignore[arg-type]
    assert time_words(half) == "7,5 ngày làm việc"


def test_papers_of_every_case_come_first_and_remarks_last():
    groups = paper_groups(
        content(
            documents=[
                paper("Riêng", case="Trường hợp người nước ngoài"),
                paper("Chung"),
                paper("Nhớ", note=True),
                paper("Trình", case="Giấy tờ phải xuất trình"),
            ]
        )["requirements"]
    )
    assert [(group.case, group.kind) for group in groups] == [
        (None, "submit"),
        (None, "present"),
        (None, "note"),
        ("Trường hợp người nước ngoài", "submit"),
    ]


@given(TEXTS)
def test_nothing_but_bullets_and_spaces_is_left_out(texts: list[str]):
    def letters(text: str) -> list[str]:
        return [letter for letter in text if letter.isalnum() or letter in ".:;"]

    said = points(texts)
    assert letters("".join(line for _, line in said)) == letters("".join(texts))
    assert all(line.strip() == line and line and "\n" not in line for _, line in said)


def test_phone_numbers_and_temperatures_are_no_bullets():
    assert points(["+84 912", "-5 độ", "Gồm: - một; + hai"]) == [
        (0, "+84 912"),
        (0, "-5 độ"),
        (0, "Gồm:"),
        (1, "một;"),
        (2, "hai"),
    ]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ("2026-07-18", "18/07/2026"),
        ("2026-06..07", "06–07/2026"),
        ("2026-07", "07/2026"),
        ("2026", "2026"),
        ("", ""),
    ],
)
def test_when_the_source_was_read(span: str, words: str):
    assert read_on_words(span) == words


@given(st.text(max_size=200))
def test_what_is_printed_has_only_letters_that_the_font_has(text: str):
    assert printable(printable(text)) == printable(text)
    assert "\U0001f600" not in printable(text + "\U0001f600")


def test_a_line_is_shortened_to_its_width():
    assert shortened("Ngắn", width=200, size=9) == "Ngắn"
    cut = shortened("Thủ tục " * 2000, width=200, size=9)
    assert cut.endswith("…")
    assert 20 < len(cut) < 60
