"""The table of everyday words: as data, and how a query is read with it."""

from __future__ import annotations

from collections import Counter

import pytest

from api.catalogue.everyday import TABLE, EverydayWords, everyday_words, parse
from api.catalogue.folding import fold

LINES = [
    "# a comment\n",
    "\n",
    "đăng ký khai tử\tgiấy chứng tử | {người} mất\n",
    "giấy chứng nhận quyền sử dụng đất\tsổ đỏ\n",
    "cấp lại giấy chứng nhận\tmất sổ đỏ | sổ đỏ bị mất\n",
]
WORDS = EverydayWords(parse(LINES))


def meant(query: str) -> list[str]:
    return [" ".join(match.official) for match in WORDS.matches(fold(query).split())]


def test_a_phrase_stands_for_official_words() -> None:
    assert meant("làm giấy CHỨNG TỬ cho ba") == ["dang ky khai tu"]


def test_anybody_stands_for_a_word_for_a_person() -> None:
    assert meant("má mất rồi") == meant("chồng mất") == ["dang ky khai tu"]
    assert meant("xe mất") == meant("mất") == meant("má") == []


def test_the_longest_phrase_wins_and_others_may_stand_beside_it() -> None:
    assert meant("mất sổ đỏ") == ["cap lai giay chung nhan"]
    beside = meant("ông mất rồi còn lại sổ đỏ")
    assert sorted(beside) == ["dang ky khai tu", "giay chung nhan quyen su dung dat"]


def test_one_other_word_may_stand_between_two_of_a_phrase() -> None:
    assert meant("giấy này chứng tử") == ["dang ky khai tu"]
    assert meant("ba bị mất") == [], "short phrases would be found by chance"
    assert meant("giấy nào là chứng tử") == []
    assert meant("mất đi sổ đỏ") == ["cap lai giay chung nhan"], "not the shorter one without a gap"


@pytest.mark.parametrize("line", ["no tab", "\tphrase", "official\t", "official\tone | | two", "…\tphrase"])
def test_a_broken_line_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse(["official\tphrase", line])


def test_the_phone_gets_the_same_table() -> None:
    assert WORDS.folded()["lines"] == [
        "dang ky khai tu\tgiay chung tu|* mat",
        "giay chung nhan quyen su dung dat\tso do",
        "cap lai giay chung nhan\tmat so do|so do bi mat",
    ]


def test_the_installed_table_can_be_read_and_says_nothing_twice() -> None:
    phrases = Counter(meaning.phrase for meaning in parse(TABLE.read_text(encoding="utf-8").splitlines()))
    twice = sorted(" ".join(phrase) for phrase, count in phrases.items() if count > 1)
    assert twice == []
    assert everyday_words().folded()["lines"]
