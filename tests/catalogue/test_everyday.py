"""The table of everyday words: as data, and how a query is read with it."""

from __future__ import annotations

from collections import Counter

import pytest

from api.catalogue.everyday import (
    ABBREVIATIONS,
    SAME,
    TABLE,
    EverydayWords,
    everyday_words,
    parse,
    parse_abbreviations,
    parse_same,
)
from api.catalogue.folding import QUESTION_WORDS, fold

LINES = [
    "# a comment\n",
    "\n",
    "đăng ký khai tử\tgiấy chứng tử | {người} mất\n",
    "giấy chứng nhận quyền sử dụng đất\tsổ đỏ\n",
    "cấp lại giấy chứng nhận\tmất sổ đỏ | sổ đỏ bị mất\n",
]
WORDS = EverydayWords(parse(LINES))
ALIKE = EverydayWords(
    parse([*LINES, "cấp căn cước\tlàm cccd\n"]),
    parse_same(["mất | rớt | đánh mất\n", "sổ đỏ | sổ hồng | bìa đỏ\n", "căn cước | thẻ cccd\n"]),
    parse_abbreviations(["cccd\tcăn cước\n"]),
)


def meant(query: str, words: EverydayWords = WORDS) -> list[str]:
    return [" ".join(match.official) for match in words.matches(words.written_out(fold(query).split()))]


def test_a_phrase_stands_for_official_words() -> None:
    assert meant("làm giấy CHỨNG TỬ cho ba") == ["dang ky khai tu"]


def test_anybody_stands_for_a_word_for_a_person() -> None:
    assert meant("má mất rồi") == meant("chồng mất") == ["dang ky khai tu"]
    assert meant("xe mất") == meant("mất") == meant("má") == []


def test_the_longest_phrase_wins_and_others_may_stand_beside_it() -> None:
    assert meant("mất sổ đỏ") == ["cap lai giay chung nhan"]
    beside = meant("ông mất rồi, giờ muốn sang tên nhà và sổ đỏ")
    assert sorted(beside) == ["dang ky khai tu", "giay chung nhan quyen su dung dat"]


def test_question_words_may_stand_between_and_two_others_in_a_long_phrase() -> None:
    assert meant("ba bị mất") == ["dang ky khai tu"]
    assert meant("giấy này của chứng tử") == ["dang ky khai tu"]
    assert meant("giấy bệnh viện chứng tử") == ["dang ky khai tu"]
    assert meant("giấy bệnh viện đa khoa trung ương chứng tử") == []
    assert meant("ba chạy mất") == [], "short phrases would be found by chance"


def test_a_long_phrase_may_stand_in_another_order() -> None:
    assert meant("chứng tử, giấy đó") == ["dang ky khai tu"]
    assert meant("đỏ sổ") == [], "short ones not"
    assert meant("sổ đỏ mất") == ["giay chung nhan quyen su dung dat"], "a shorter one in order wins"


def test_words_that_mean_the_same_are_one() -> None:
    for query in ("rớt sổ hồng", "bìa đỏ đánh mất", "mất bìa đỏ"):
        assert meant(query, ALIKE) == ["cap lai giay chung nhan"], query


def test_abbreviations_are_written_out() -> None:
    assert meant("làm cccd", ALIKE) == meant("làm thẻ cccd", ALIKE) == ["cap can cuoc"]
    assert ALIKE.written_out(["mat", "cccd"]) == ["mat", "can", "cuoc"]


def test_a_phrase_that_says_no_more_than_a_verb_means_nothing() -> None:
    words = EverydayWords(parse(["cấp lại thẻ\tđánh mất | đánh mất thẻ\n"]), parse_same(["mất | đánh mất\n"]))
    assert meant("mất xe", words) == []
    assert meant("mất thẻ", words) == ["cap lai the"]


def test_a_match_says_how_much_it_says() -> None:
    [short], [long] = (ALIKE.matches(query.split()) for query in ("so do", "mat so do"))
    assert (short.size, long.size) == (1.25, 2.25), "further syllables of one word count less"


@pytest.mark.parametrize("line", ["no tab", "\tphrase", "official\t", "official\tone | | two", "…\tphrase"])
def test_a_broken_line_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse(["official\tphrase", line])


@pytest.mark.parametrize("line", ["alone", "one | ", " | two"])
def test_same_words_need_two(line: str) -> None:
    with pytest.raises(ValueError, match="line 1"):
        parse_same([line])


def test_an_occasion_is_marked_and_a_line_may_say_nothing() -> None:
    words = EverydayWords(
        parse(["~đăng ký khai tử\t{người} mất\n", "~\tcông ty đòi\n", "cấp thẻ\tlàm thẻ\n"])
    )
    found = {
        match.official: match.is_occasion
        for match in words.matches(["cong", "ty", "doi", "lam", "the", "me", "mat"])
    }
    assert found == {("dang", "ky", "khai", "tu"): True, (): True, ("cap", "the"): False}
    assert words.folded()["lines"] == ["~dang ky khai tu\t* mat", "~\tcong ty doi", "cap the\tlam the"]


def test_the_phone_gets_the_same_tables() -> None:
    folded = ALIKE.folded()
    assert folded["lines"] == [
        "dang ky khai tu\tgiay chung tu|* mat",
        "giay chung nhan quyen su dung dat\tso_do",
        "cap lai giay chung nhan\tmat so_do|so_do bi mat",
        "cap can cuoc\tlam can_cuoc",
    ]
    assert folded["same"] == ["mat|rot|danh mat", "so do|so hong|bia do", "can cuoc|the can cuoc"]
    assert folded["abbreviations"] == ["cccd can cuoc"]


def test_the_installed_table_says_nothing_twice() -> None:
    words = everyday_words()
    lines = parse(TABLE.read_text(encoding="utf-8").splitlines())
    phrases = Counter(words.in_words(line.phrase) for line in lines)
    assert sorted(" ".join(phrase) for phrase, count in phrases.items() if count > 1) == []
    assert words.folded()["lines"]


def test_installed_same_words_belong_to_one_group_and_are_no_question_words() -> None:
    groups = parse_same(SAME.read_text(encoding="utf-8").splitlines())
    written_out = everyday_words().written_out
    homes = Counter(each for group in groups for each in {" ".join(written_out(said)) for said in group})
    assert [said for said, count in homes.items() if count > 1] == []
    assert set(homes) & (QUESTION_WORDS - {"mat"}) == set(), "'mất' asks nothing here"


def test_installed_abbreviations_do_not_lead_to_each_other() -> None:
    found = parse_abbreviations(ABBREVIATIONS.read_text(encoding="utf-8").splitlines())
    assert not {part for long in found.values() for part in long} & found.keys()
