"""Everyday words: what people say, and the words of the procedures they mean by it.

Three edited tables, plain data, compared folded:

- `everyday_words.tsv`: official words, a tab, and the phrases that lead to them, separated by bars. `{người}` stands
  for any word for a person. Official words after a `~` are an occasion: what happened ('mẹ mới mất'), which may be
  asked about or only be why something else is; a `~` alone begins a line of what says nothing ('công ty bắt nộp').
- `same_words.tsv`: words that mean the same in a phrase, separated by bars; all of them count as the first.
- `abbreviations.tsv`: an abbreviation, a tab, and what it stands for, in queries and in names.

What is said becomes a row of *words*: a syllable, or the first of some same words with its syllables joined by `_`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from api.catalogue.folding import fold
from api.catalogue.gist import Gist, Likely
from api.catalogue.phrases import ANYBODY, PEOPLE, Match, Meaning, PhraseFinder, Word

TABLE = Path(__file__).with_name("everyday_words.tsv")
SAME = Path(__file__).with_name("same_words.tsv")
ABBREVIATIONS = Path(__file__).with_name("abbreviations.tsv")
OCCASION = "~"
_PERSON = "{người}"

Syllables = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A phrase of the table as folded syllables, ANYBODY among them, and the folded official words."""

    phrase: Syllables
    official: Syllables
    is_occasion: bool = False


class EverydayWords:
    def __init__(
        self,
        lines: Iterable[Line],
        same: Iterable[Sequence[Syllables]] = (),
        abbreviations: Mapping[str, Syllables] | None = None,
    ) -> None:
        self._abbreviations = dict(abbreviations or {})
        self._same = [[tuple(self.written_out(each)) for each in group] for group in same]
        self._first: dict[Syllables, str] = {}
        for group in self._same:
            for each in group:
                self._first.setdefault(each, "_".join(group[0]))
        self._longest = max(map(len, self._first), default=1)
        self._meanings = list(self._read(lines))
        self._finder = PhraseFinder(self._meanings)
        self._gist = Gist(self._meanings)
        self.syllables: Counter[str] = Counter()
        """All syllables of the tables, known to the speller, and in how much that is said they stand."""
        self.pairs: Counter[str] = Counter()
        """Those that stand side by side in them: 'so do'."""
        for said in self._everything_said():
            self.syllables.update(said)
            self.pairs.update(f"{one} {two}" for one, two in pairwise(said))

    def written_out(self, syllables: Sequence[str]) -> list[str]:
        """With abbreviations replaced by what they stand for."""
        return [part for each in syllables for part in self._abbreviations.get(each, (each,))]

    def matches(self, syllables: Sequence[str]) -> list[Match]:
        """The phrases that stand in the query, none sharing a word with another (see PhraseFinder)."""
        return self._finder.matches(self._words(syllables))

    def likely(self, syllables: Sequence[str]) -> list[Likely]:
        """The official words that the query's words may lead to, whether or not a phrase stands in it (see Gist)."""
        return self._gist.likely([word.text for word in self._words(syllables)])

    def in_words(self, phrase: Syllables) -> Syllables:
        """What a phrase comes to; two that come to the same cannot be told apart."""
        return tuple(word.text for word in self._words(self.written_out(phrase)))

    def folded(self) -> dict[str, Any]:
        """The tables for the phone: {people, abbreviations, same, lines}.

        Abbreviations as 'bhyt bao hiem y te'; same words as 'so do|bia do'; a line as 'dang ky khai tu', a tab,
        'khai_tu|* chet', and a `~` before it for an occasion.
        """
        return {
            "people": " ".join(sorted(PEOPLE)),
            "abbreviations": [" ".join((short, *long)) for short, long in self._abbreviations.items()],
            "same": ["|".join(map(" ".join, group)) for group in self._same],
            "lines": [
                f"{marked}\t{'|'.join(' '.join(meaning.phrase) for meaning in meanings)}"
                for marked, meanings in groupby(self._meanings, key=_marked)
            ],
        }

    def _read(self, lines: Iterable[Line]) -> Iterator[Meaning]:
        """Each phrase once, by its words; the first line that has it decides.

        A phrase that says no more than one of the same words of a single syllable ('làm mất', like 'mất') means
        nothing.
        """
        seen = set()
        for line in lines:
            phrase = self.in_words(line.phrase)
            says_nothing = len(phrase) == 1 < len(line.phrase) and "_" not in phrase[0]
            if phrase not in seen and not says_nothing:
                seen.add(phrase)
                yield Meaning(phrase, tuple(self.written_out(line.official)), line.is_occasion)

    def _words(self, syllables: Sequence[str]) -> list[Word]:
        """The longest of the same words first, from the left."""
        words: list[Word] = []
        place = 0
        while place < len(syllables):
            for length in range(min(self._longest, len(syllables) - place), 0, -1):
                first = self._first.get(tuple(syllables[place : place + length]))
                if first or length == 1:
                    words.append(Word(first or syllables[place], place, length))
                    place += length
                    break
        return words

    def _everything_said(self) -> Iterator[Sequence[str]]:
        for meaning in self._meanings:
            yield " ".join(meaning.phrase).replace("_", " ").split()
        for group in self._same:
            yield from group
        for short, long in self._abbreviations.items():
            yield (short,)
            yield long


def parse(lines: Iterable[str]) -> list[Line]:
    """The table of phrases. Raises ValueError with the number of a line that is none."""
    found = []
    for number, (official, phrases) in _columns(lines):
        for phrase in phrases.split("|"):
            syllables = _syllables(phrase)
            if not syllables:
                raise ValueError(f"line {number}: an empty phrase")
            found.append(Line(syllables, tuple(fold(official).split()), official.startswith(OCCASION)))
    return found


def parse_same(lines: Iterable[str]) -> list[list[Syllables]]:
    """The table of words that mean the same. Raises ValueError with the number of a line that is none."""
    groups = []
    for number, line in _content(lines):
        group = [tuple(fold(each).split()) for each in line.split("|")]
        if len(group) < 2 or not all(group):
            raise ValueError(f"line {number}: words that mean the same, separated by bars")
        groups.append(group)
    return groups


def parse_abbreviations(lines: Iterable[str]) -> dict[str, Syllables]:
    """Raises ValueError with the number of a line that is none."""
    return {fold(short): tuple(fold(long).split()) for _, (short, long) in _columns(lines)}


@cache
def everyday_words() -> EverydayWords:
    """The tables of this installation."""
    texts = [file.read_text(encoding="utf-8").splitlines() for file in (TABLE, SAME, ABBREVIATIONS)]
    return EverydayWords(parse(texts[0]), parse_same(texts[1]), parse_abbreviations(texts[2]))


def _content(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """What is neither empty nor a comment, with its number from 1."""
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.rstrip("\n")


def _columns(lines: Iterable[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    for number, line in _content(lines):
        one, tab, other = line.partition("\t")
        if not tab or not (fold(one) or one == OCCASION) or not fold(other):
            raise ValueError(f"line {number}: two columns with a tab between")
        yield number, (one, other)


def _marked(meaning: Meaning) -> str:
    return OCCASION * meaning.is_occasion + " ".join(meaning.official)


def _syllables(phrase: str) -> Syllables:
    parts = phrase.split(_PERSON)
    found: list[str] = fold(parts[0]).split()
    for part in parts[1:]:
        found += [ANYBODY, *fold(part).split()]
    return tuple(found)
