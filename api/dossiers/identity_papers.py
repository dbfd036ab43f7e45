"""Which papers prove who somebody is (identity_papers.tsv). Pure but for reading the table once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from api.catalogue.folding import fold

TABLE = Path(__file__).with_name("identity_papers.tsv")
KINDS = ("names", "first", "not")


@dataclass(frozen=True)
class Words:
    names: re.Pattern[str]
    first: re.Pattern[str]
    excluded: re.Pattern[str]


def is_identity_paper(name: str) -> bool:
    """Whether a paper of this name, as procedures list it, proves somebody's identity."""
    words = _words()
    folded = fold(name)
    if not words.names.search(folded):
        return False
    return not words.excluded.match(words.first.sub("", folded))


def read_table(text: str) -> dict[str, list[str]]:
    """Kind → phrases as written. Raises ValueError for a line that is not 'kind<tab>phrase | phrase'."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, tab, phrases = line.partition("\t")
        read = [phrase.strip() for phrase in phrases.split("|")]
        if kind not in found or not tab or not all(fold(phrase) for phrase in read):
            raise ValueError(f"line {number} of {TABLE.name} is not '<kind>\\t<phrase> | <phrase>'")
        found[kind] += read
    return found


@lru_cache(maxsize=1)
def _words() -> Words:
    table = {
        kind: "|".join(fold(p) for p in found) for kind, found in read_table(TABLE.read_text("utf-8")).items()
    }
    return Words(
        names=re.compile(rf"\b(?:{table['names']})\b"),
        first=re.compile(rf"^(?:(?:\d+|[ivx]+|{table['first']})\b ?)+"),
        excluded=re.compile(rf"(?:{table['not']})\b"),
    )
