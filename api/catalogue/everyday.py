"""Everyday words: what people say, and the words of the procedures they mean by it.

The table is plain data, `everyday_words.tsv`: official words, a tab, and the phrases that lead to them, separated by
bars. `{người}` stands for any word for a person. Everything is compared folded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from api.catalogue.folding import fold

TABLE = Path(__file__).with_name("everyday_words.tsv")
ANYBODY = "*"
_PERSON = "{người}"
_PERSON_LIST = """
anh ba bac be bo cau cha chau chi chong chu co con cu di em gia dinh hang xom ho ma me minh mo nguoi nha noi ngoai
ong tao thim to toi tui vo
"""
PEOPLE = frozenset(_PERSON_LIST.split())


@dataclass(frozen=True, slots=True)
class Meaning:
    """A phrase as folded syllables, ANYBODY among them, and the folded official words."""

    phrase: tuple[str, ...]
    official: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a phrase stands in a query: its places, and the official words that it stands for."""

    places: tuple[int, ...]
    official: tuple[str, ...]

    @property
    def gaps(self) -> int:
        return self.places[-1] - self.places[0] + 1 - len(self.places)


class EverydayWords:
    def __init__(self, meanings: Iterable[Meaning]) -> None:
        self._by_first: defaultdict[str, list[Meaning]] = defaultdict(list)
        self.syllables: Counter[str] = Counter()  # in how many phrases one stands
        self.pairs: Counter[str] = Counter()
        self._meanings = list(dict.fromkeys(meanings))
        for meaning in self._meanings:
            self.syllables.update(meaning.phrase)
            self.pairs.update(f"{one} {two}" for one, two in pairwise(meaning.phrase))
            self._by_first[meaning.phrase[0]].append(meaning)
        for found in self._by_first.values():
            found.sort(key=lambda meaning: -len(meaning.phrase))  # stable: of equal ones the first line

    def folded(self) -> dict[str, Any]:
        """The table for the phone: {people, lines}, a line as 'dang ky khai tu', a tab, 'giay chung tu|* mat'."""
        lines = [
            f"{' '.join(official)}\t{'|'.join(' '.join(meaning.phrase) for meaning in meanings)}"
            for official, meanings in groupby(self._meanings, key=lambda meaning: meaning.official)
        ]
        return {"people": " ".join(sorted(PEOPLE)), "lines": lines}

    def matches(self, syllables: Sequence[str]) -> list[Match]:
        """The phrases that stand in the query: longest first, then those without gaps; no two share a word."""
        found = []
        for start, syllable in enumerate(syllables):
            begins = self._by_first.get(syllable, [])
            if syllable in PEOPLE:
                begins = [*begins, *self._by_first.get(ANYBODY, [])]
            for meaning in begins:
                places = _places(meaning.phrase, syllables, start)
                if places:
                    found.append(Match(places, meaning.official))
        found.sort(key=lambda match: (-len(match.places), match.gaps, match.places))
        taken: list[Match] = []
        used: set[int] = set()
        for match in found:
            if used.isdisjoint(match.places):
                used.update(match.places)
                taken.append(match)
        return taken


def parse(lines: Iterable[str]) -> list[Meaning]:
    """Raises ValueError with the number of a line that is none."""
    meanings = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        official, tab, phrases = line.rstrip("\n").partition("\t")
        if not tab or not fold(official):
            raise ValueError(f"line {number}: official words, a tab, phrases")
        for phrase in phrases.split("|"):
            syllables = _syllables(phrase)
            if not syllables:
                raise ValueError(f"line {number}: an empty phrase")
            meanings.append(Meaning(syllables, tuple(fold(official).split())))
    return meanings


@cache
def everyday_words() -> EverydayWords:
    """The table of this installation."""
    with TABLE.open(encoding="utf-8") as lines:
        return EverydayWords(parse(lines))


def _syllables(phrase: str) -> tuple[str, ...]:
    parts = phrase.split(_PERSON)
    found: list[str] = fold(parts[0]).split()
    for part in parts[1:]:
        found += [ANYBODY, *fold(part).split()]
    return tuple(found)


def _places(phrase: Sequence[str], syllables: Sequence[str], start: int) -> tuple[int, ...]:
    """Where the phrase stands when it begins at `start`: none, or its places.

    One other word may stand between two of a phrase of three or more; shorter ones would be found by chance.
    """
    reach = 2 if len(phrase) >= 3 else 1
    places = [start]
    for wanted in phrase[1:]:
        after = places[-1] + 1
        near = range(after, min(after + reach, len(syllables)))
        here = next((place for place in near if _is(wanted, syllables[place])), None)
        if here is None:
            return ()
        places.append(here)
    return tuple(places)


def _is(wanted: str, syllable: str) -> bool:
    return syllable in PEOPLE if wanted == ANYBODY else syllable == wanted
