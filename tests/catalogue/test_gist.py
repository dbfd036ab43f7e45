"""The gist of a query: which meaning its words lead to although no phrase stands in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.catalogue.everyday import EverydayWords, everyday_words, parse
from api.catalogue.search import IndexRow, SearchIndex

WORDS = EverydayWords(
    parse(
        [
            "thanh toán chi phí bảo hiểm y tế\tnằm viện xin lại tiền | tự trả tiền khám bệnh | đòi tiền viện phí\n",
            "tách thửa đất\tcắt đất cho {người} | chia đôi miếng đất | một sổ tách hai\n",
            "~đăng ký khai tử\tnhà có đám ma | khăn tang ma chay\n",
            "~\tcông ty bắt nộp | trường bắt nộp giấy\n",
        ]
    )
)
ROWS = [
    IndexRow("1.000001", "Thanh toán chi phí bảo hiểm y tế", "Bảo hiểm", "xã", None, True),
    IndexRow("1.000002", "Tách thửa đất", "Đất đai", "xã", None, True),
    IndexRow("1.000003", "Đăng ký khai tử", "Hộ tịch", "xã", None, True),
    IndexRow("1.000004", "Cấp giấy phép hóa đơn tự in", "Thuế", "xã", None, True),
]


def official(query: str) -> list[str]:
    from api.catalogue.folding import fold

    return [" ".join(each.official) for each in WORDS.likely(fold(query).split())]


def test_words_of_several_phrases_lead_to_what_they_share():
    assert official("nằm viện tự trả hết tiền giờ đòi lại") == ["thanh toan chi phi bao hiem y te"]
    assert official("cắt miếng đất chia làm hai") == ["tach thua dat"]


def test_the_order_of_words_matters_less_than_which_they_are():
    assert official("tiền viện nằm trả tự") == official("tự trả nằm viện tiền")


def test_one_word_or_two_have_no_gist():
    assert official("tiền") == official("nằm viện") == []
    assert official("con ơi viện") == [], "people and words of the question tell nothing"


def test_a_word_in_passing_is_no_gist():
    assert official("xin tiền xây trường học cho trẻ em nghèo vùng cao") == []


def test_what_says_nothing_leads_nowhere():
    assert official("trường bắt nộp giấy gấp") == []


def test_an_occasion_is_marked():
    (found,) = WORDS.likely(["dam", "tang", "ma", "chay"])
    assert (found.official, found.is_occasion) == (("dang", "ky", "khai", "tu"), True)


def test_look_up_finds_by_gist_what_no_phrase_says():
    index = SearchIndex.build(ROWS, WORDS)
    query = "bữa hổm nằm viện phải tự trả, giờ đem hóa đơn đòi tiền"
    assert index.search(query)[0].code == "1.000001"
    without = SearchIndex.build(ROWS, EverydayWords([]))
    assert without.search(query)[0].code != "1.000001"


def test_a_name_and_nothing_else_is_not_outvoted():
    rows = [*ROWS, IndexRow("1.000005", "Tiền khám bệnh tự trả nằm viện", "Y tế", "trung ương", None, False)]
    index = SearchIndex.build(rows, WORDS)
    assert index.search("tiền khám bệnh tự trả nằm viện")[0].code == "1.000005"


def test_an_installation_without_phrases_has_no_gist():
    assert EverydayWords([]).likely(["nam", "vien", "tu", "tra"]) == []


@given(st.lists(st.sampled_from(sorted(everyday_words().syllables)), max_size=30))
def test_shares_fall_from_one_and_are_few(syllables):
    shares = [each.share for each in everyday_words().likely(syllables)]
    assert shares == sorted(shares, reverse=True)
    assert len(shares) <= 3
    assert all(0.6 <= share <= 1 for share in shares)
    assert shares[:1] in ([], [1.0])
