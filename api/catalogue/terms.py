"""What a name says, in numbers: its terms and how much each weighs (BM25, Robertson and Zaragoza 2009).

Terms are the folded syllables of the name and pairs of neighbours, and more lightly those of the field. What stands in
brackets ('thực hiện tại cấp xã') weighs less; so do words of the question, which are not dropped, since some stand in
names ('cấp mới').
"""

from __future__ import annotations

import math
import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise

from api.catalogue.folding import QUESTION_WORDS, fold

_SATURATION, _LENGTH_PULL = 0.8, 0.9
_FIELD_WEIGHT = 0.35
_BRACKETS_WEIGHT, _BRACKETS_LENGTH = 0.5, 0.3
_QUESTION_WEIGHT = 0.25
_PAIR_WITH_QUESTION_WORD = 0.7
_BRACKET = re.compile(r"([()])")

# Positions of rows, and what the term adds to the score of each.
Postings = tuple[Sequence[int], Sequence[float]]
NOWHERE: Postings = ((), ())
WriteOut = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Name:
    """The folded syllables of a name, and which of them stand in brackets."""

    syllables: tuple[str, ...]
    in_brackets: tuple[bool, ...]

    @classmethod
    def read(cls, text: str, written_out: WriteOut) -> Name:
        syllables: list[str] = []
        in_brackets: list[bool] = []
        depth = 0
        for part in _BRACKET.split(text):
            if part in "()":
                depth = max(0, depth + (part == "(") - (part == ")")) if part else depth
                continue
            found = written_out(fold(part).split())
            syllables += found
            in_brackets += [depth > 0] * len(found)
        return cls(tuple(syllables), tuple(in_brackets))

    @property
    def length(self) -> float:
        """In syllables that mean something."""
        inside = [each for word, each in zip(self.syllables, self.in_brackets, strict=True) if tells(word)]
        return len(inside) - (1 - _BRACKETS_LENGTH) * sum(inside)

    @property
    def core(self) -> str:
        """Equal for names that say the same but for order, brackets and words of the question."""
        return core(word for word, each in zip(self.syllables, self.in_brackets, strict=True) if not each)

    def counts(self) -> dict[str, float]:
        """How often each term stands in it."""
        found: defaultdict[str, float] = defaultdict(float)
        for place, (word, inside) in enumerate(zip(self.syllables, self.in_brackets, strict=True)):
            found[word] += _BRACKETS_WEIGHT if inside else 1
            if place:
                either = inside or self.in_brackets[place - 1]
                found[f"{self.syllables[place - 1]} {word}"] += _BRACKETS_WEIGHT if either else 1
        return found


def core(syllables: Iterable[str]) -> str:
    return " ".join(sorted({each for each in syllables if tells(each)}))


def postings_of(
    names: Sequence[Name], fields: Sequence[Sequence[str]], counted: Sequence[bool]
) -> tuple[dict[str, Postings], dict[str, int]]:
    """For each term the rows that have it, and how many of the counted ones do.

    `fields`: the folded syllables of each row's field. Only rows that are `counted` say how rare a term and how long a
    name is, so that those of provinces do not change what is found among the national ones.
    """
    lengths = [name.length for name in names]
    total = sum(counted)
    average = sum(compress(lengths, counted)) / max(total, 1) or 1
    rows_of: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for position, (name, field) in enumerate(zip(names, fields, strict=True)):
        pull = _SATURATION * (1 - _LENGTH_PULL + _LENGTH_PULL * lengths[position] / average)
        weights: defaultdict[str, float] = defaultdict(float)
        for term, count in name.counts().items():
            weights[term] += count * (_SATURATION + 1) / (count + pull)
        for term in set(terms(field)):
            weights[term] += _FIELD_WEIGHT
        for term, weight in weights.items():
            rows_of[term].append((position, weight))
    postings: dict[str, Postings] = {}
    frequency: dict[str, int] = {}
    for term, found in rows_of.items():
        frequency[term] = sum(counted[position] for position, _ in found)
        rarity = math.log(1 + (total - frequency[term] + 0.5) / (frequency[term] + 0.5)) * _term_weight(term)
        postings[term] = (
            array("I", [position for position, _ in found]),
            array("d", [weight * rarity for _, weight in found]),
        )
    return postings, frequency


def terms(syllables: Sequence[str]) -> list[str]:
    """The syllables and the pairs of neighbours."""
    return [*syllables, *(f"{one} {two}" for one, two in pairwise(syllables))]


def _term_weight(term: str) -> float:
    """Lightest for question words and pairs of them."""
    asking = [not tells(syllable) for syllable in term.split()]
    if all(asking):
        return _QUESTION_WEIGHT
    return _PAIR_WITH_QUESTION_WORD if any(asking) else 1.0


def tells(syllable: str) -> bool:
    """Whether it says something of the matter."""
    return syllable not in QUESTION_WORDS
