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
