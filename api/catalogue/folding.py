"""Text as people type it: without case, marks, đ or punctuation. Everything compared or searched is folded
first.

`Hoà`, `Hòa`, `HOA` and their decomposed spellings all fold to `hoa`. Identifiers of requirements are made
from folded text (`records.py`), so a change here changes them.
"""

from __future__ import annotations

import re
import unicodedata

# Vietnamese marks, and all others of the common block, once NFKD has split them from their letters.
_MARKS = re.compile("[\u0300-\u036f]+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case, no marks, đ as d, anything but letters and digits as single spaces, none at the ends.

    Folding twice changes nothing. `đ` has to be replaced by hand: Unicode does not decompose it.
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _BETWEEN_WORDS.sub(" ", bare.lower().replace("đ", "d")).strip()


# The five tones: grave, acute, hook above, tilde, dot below.
_TONE_AND_REST = re.compile(
    "([\u0300\u0301\u0309\u0303\u0323])([^\\W\\d_]*(?:[\u0302\u0306\u031b][^\\W\\d_]*)*)"
)


def with_marks(text: str) -> str:
    """Lower case, decomposed, each tone at the end of its syllable: `Hoà`, `Hòa` and `hòa` decomposed are one."""
    return _TONE_AND_REST.sub(r"\2\1", unicodedata.normalize("NFD", text.lower()))


# Words of the question rather than of the matter.
_QUESTION_WORD_LIST = """
ai anh bao bi cach cai can chi cho co con cua da dang dau de dem di duoc em gi giay gio ho hoi khi khong la
lam lau len ma mat may minh moi mot muon nao nay nha nhieu nhu nhung nua o phai qua ra roi sao so the theo
thi thu to toi tuc va ve vi viec voi xin
"""
QUESTION_WORDS = frozenset(_QUESTION_WORD_LIST.split())
"""Folded words of the question rather than of the matter ('làm', 'ở đâu', 'thủ tục')."""
