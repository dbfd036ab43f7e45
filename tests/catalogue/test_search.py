import json
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.catalogue.commands import STARTER_FILE
from api.catalogue.everyday import EverydayWords, parse
from api.catalogue.folding import fold
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
    [
        "1.001193",
        "1001193",
        "1,001193",
        " 1 . 001193 ",
        "1 001 193",
        "1-001193",
        "TTHC 1.001193 nộp ở đâu",
        "1.001193.000.00.00.H41",
    ],
)
def test_a_code_is_found_in_any_spelling(query: str):
    assert codes(query)[0] == "1.001193"


def test_six_and_seven_digits_are_different_procedures():
    assert codes("1.013361")[0] == "1.013361"
    assert codes("1.0133611")[0] == "1.0133611"


@pytest.mark.parametrize("query", ["0912345678", "0912 345 678", "11001193", "10011930000"])
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


def test_provinces_own_procedures_do_not_change_what_is_found_among_national_ones():
    national = [each for each in ROWS if each.province_code is None]
    local = [row(f"1.8000{number:02}", "Đăng ký giá khai sinh", province_code="24") for number in range(40)]
    alone, beside = SearchIndex.build(national), SearchIndex.build([*national, *local])
    for query in ("khai sinh", "đăng ký giá", "giá đất", "dang ky lai", "khai snh"):
        assert codes(query, beside) == codes(query, alone), query


def test_filters():
    assert set(codes("", field="dat dai")) == {"1.000001", "1.000002"}
    assert set(codes("gia", level="trung ương")) == {"1.000002", "1.013361"}
    assert codes("gia", level="trung ương", field="điện lực") == ["1.013361"]
    assert codes("", field="Không có") == []


@pytest.mark.parametrize("name", [row.name for row in ROWS if row.province_code is None])
def test_a_name_as_it_is_printed_finds_itself_first(name: str):
    assert INDEX.search(name)[0].name == name
    assert INDEX.search(fold(name))[0].name == name


def test_composed_and_decomposed_queries_find_the_same():
    for query in ("chứng thực bản sao", "ĐĂNG KÝ KẾT HÔN", "hoà giải", "đường bộ"):
        forms = {tuple(codes(normalize(form, query))) for form in ("NFC", "NFD", "NFKC", "NFKD")}
        assert len(forms) == 1, query


def test_what_was_found_only_by_a_word_in_passing_is_left_out():
    assert codes("đăng ký kết hôn")[0] == "1.000894"
    assert "1.000002" not in codes("đăng ký kết hôn"), "shares 'đăng ký' only"


def test_several_words_of_which_no_two_stand_side_by_side_find_nothing():
    assert codes("khai điện") == []
    assert codes("khai sinh điện")[0] == "1.001193"
    assert codes("điện") == ["1.013361"], "one word is enough when it is the only one"


def test_what_happened_counts_less_than_what_is_asked_for():
    table = ["~đăng ký kết hôn\tcưới vợ tỉnh khác", "đăng ký khai sinh\tgiấy sinh"]
    index = SearchIndex.build(ROWS, EverydayWords(parse(table)))
    assert codes("giấy sinh để cưới vợ tỉnh khác", index)[0] == "1.001193"
    assert codes("cưới vợ tỉnh khác", index)[0] == "1.000894", "unless it is all that is said"


def test_phrases_vote_for_the_name_that_their_official_words_describe():
    words = EverydayWords(parse(["đăng ký lại khai sinh\tmất giấy khai sinh\n"]))
    index = SearchIndex.build(ROWS, words)
    assert codes("mất giấy khai sinh", index)[0] == "1.004884"
    assert codes("giấy khai sinh nhà em bị mất", index)[0] == "1.004884"


def test_abbreviations_stand_for_words_of_names_and_names_may_hold_them():
    rows = [row("1.000001", "Cấp lại thẻ BHYT"), row("1.000002", "Cấp lại thẻ nhà báo")]
    words = EverydayWords([], (), {"bhyt": ("bao", "hiem", "y", "te")})
    index = SearchIndex.build(rows, words)
    assert codes("thẻ bảo hiểm y tế", index)[0] == codes("thẻ bhyt", index)[0] == "1.000001"


def test_what_stands_in_brackets_weighs_less():
    rows = [
        row("1.000001", "Khóa tài khoản (thực hiện tại cấp tỉnh)"),
        row("1.000002", "Khóa tài khoản thực hiện chi trả cấp tỉnh"),
        row("1.000003", "Mở khóa tài khoản"),
    ]
    assert codes("khóa tài khoản", SearchIndex.build(rows))[0] == "1.000001"


def test_an_empty_index_answers():
    assert codes("khai sinh", SearchIndex.build([])) == []


@given(st.text(max_size=300))
def test_no_query_breaks_it_and_answers_do_not_repeat(query: str):
    found = codes(query)
    assert len(found) == len(set(found))
    assert found == codes(query, REVERSED)


@pytest.mark.parametrize("query", ["1.999999", "9999999", "mã thủ tục 1.999999", "TTHC 1,999999 nộp ở đâu"])
def test_an_unknown_code_finds_nothing_rather_than_something(query: str):
    assert codes(query) == []


def test_a_code_that_is_not_whole_finds_those_that_begin_so():
    assert codes("1.00119") == ["1.001193"]
    assert "1.001193" in codes("mã 10011")


def test_a_code_of_a_province_is_found_from_everywhere():
    assert codes("1.777777") == ["1.777777"]
    assert codes("1.777777", province="01") == ["1.777777"]


@pytest.mark.parametrize("query", ["dat dai", "dang ky", "giay khai sinh", "cap phep"])
@pytest.mark.parametrize("level", ["xã", "tỉnh", "trung ương"])
def test_a_filter_never_shows_more(query: str, level: str, starter: SearchIndex):
    assert set(codes(query, starter, level=level)) <= set(codes(query, starter))
