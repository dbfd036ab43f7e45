import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.catalogue.commands import STARTER_FILE
from api.catalogue.records import parse_record
from api.catalogue.search import IndexRow, SearchIndex


def row(code: str, name: str, **more: object) -> IndexRow:
    values: dict[str, object] = {
        "field": "Hộ tịch",
        "level": "xã",
        "online_level": "partial",
        "has_detail": True,
        **more,
    }
    return IndexRow(code=code, name=name, **values)  # type: ignore[arg-type]


ROWS = [
    row("1.001193", "Thủ tục đăng ký khai sinh"),
    row("1.004884", "Thủ tục đăng ký lại khai sinh"),
    row("2.000635", "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh"),
    row("1.000894", "Thủ tục đăng ký kết hôn"),
    row("2.000815", "Chứng thực bản sao từ bản chính giấy tờ", field="Chứng thực"),
    row("1.000001", "Thủ tục đăng ký giá đất", field="Đất đai", level="tỉnh"),
    row("1.000002", "Thủ tục đăng ký giá", field="Đất đai", level="trung ương", has_detail=False),
    row("1.0133611", "Cấp phép nút giao", field="Đường bộ", level="tỉnh"),
    row("1.013361", "Phê duyệt giá điện", field="Điện lực", level="trung ương"),
    row("1.777777", "Hỗ trợ học phí của tỉnh", field="Giáo dục", level="tỉnh", province_code="24"),
]
INDEX = SearchIndex.build(ROWS)
REVERSED = SearchIndex.build(reversed(ROWS))


def codes(query: str, index: SearchIndex = INDEX, **readers: str) -> list[str]:
    return [found.code for found in index.search(query, index.shown(**readers))]


@pytest.fixture(scope="module")
def starter() -> SearchIndex:
    columns = ("code", "name", "field", "level", "online_level", "has_detail")
    lines = STARTER_FILE.read_text(encoding="utf-8").splitlines()
    records = [parse_record(json.loads(line)) for line in lines]
    return SearchIndex.build(IndexRow(*(record.columns[name] for name in columns)) for record in records)


@pytest.mark.parametrize(
    "query", ["lam giay khai sinh", "làm giấy khai sinh", "LÀM GIẤY KHAI SINH?", "khai sinh"]
)
def test_everyday_words_find_birth_registration_first(starter: SearchIndex, query: str):
    assert codes(query, starter)[0] == "1.001193"
    assert codes(query)[0] == "1.001193"


@pytest.mark.parametrize(
    "query",
    ["1.001193", "1001193", "1,001193", " 1 . 001193 ", "TTHC 1.001193 nộp ở đâu", "1.001193.000.00.00.H41"],
)
def test_a_code_is_found_in_any_spelling(query: str):
    assert codes(query)[0] == "1.001193"


def test_six_and_seven_digits_are_different_procedures():
    assert codes("1.013361")[0] == "1.013361"
    assert codes("1.0133611")[0] == "1.0133611"


@pytest.mark.parametrize("query", ["0912345678", "11001193", "10011930000"])
def test_a_longer_number_is_no_code(query: str):
    assert codes(query) == []


def test_the_commune_comes_first_then_what_has_detail():
    alike = SearchIndex.build(
        [
            row("1.000003", "Cấp giấy phép", level="trung ương"),
            row("1.000002", "Cấp giấy phép", level="tỉnh", has_detail=False),
            row("1.000001", "Cấp giấy phép", level="tỉnh"),
            row("1.000004", "Cấp giấy phép"),
        ]
    )
    assert codes("giay phep", alike) == ["1.000004", "1.000001", "1.000002", "1.000003"]


def test_question_words_alone_decide_nothing_but_between_equals():
    assert codes("xin hỏi thủ tục kết hôn cần gì")[0] == "1.000894"


def test_the_field_finds_what_the_name_does_not_say():
    assert codes("dat dai")[:2] == ["1.000001", "1.000002"]


def test_nothing_in_common_finds_nothing():
    assert codes("xyzzy") == []


@pytest.mark.parametrize("query", ["", "   ", "?!…", "\x00\x1f", "\u200b"])
def test_a_query_that_says_nothing_lists_everything_in_order(query: str):
    found = codes(query)
    assert len(found) == len(ROWS) - 1
    assert found[0] == "2.000635"  # xã first, by name
    assert found[-1] == "1.000002"


def test_only_the_first_two_hundred_characters_count():
    assert codes("khai sinh " * 1000) == codes("khai sinh " * 20)
    assert codes("x" * 200 + " khai sinh") == []


def test_a_provinces_own_procedures_are_for_its_readers():
    assert codes("hoc phi") == []
    assert codes("hoc phi", province="24") == ["1.777777"]
    assert codes("hoc phi", province="31") == []
    assert "1.001193" in codes("khai sinh", province="24")


def test_filters():
    assert set(codes("", field="dat dai")) == {"1.000001", "1.000002"}
    assert set(codes("gia", level="trung ương")) == {"1.000002", "1.013361"}
    assert codes("gia", level="trung ương", field="điện lực") == ["1.013361"]
    assert codes("", field="Không có") == []


def test_an_empty_index_answers():
    assert codes("khai sinh", SearchIndex.build([])) == []


@given(st.text(max_size=300))
def test_no_query_breaks_it_and_answers_do_not_repeat(query: str):
    found = codes(query)
    assert len(found) == len(set(found))
    assert found == codes(query, REVERSED)
