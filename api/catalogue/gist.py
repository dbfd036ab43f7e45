"""What somebody is likely to mean although no whole phrase of the everyday words stands in the query.

'nằm viện tự trả hết tiền, giờ đem hóa đơn đòi lại' holds no phrase of the table, but words of many that lead to one
meaning: 'nằm viện xin lại tiền', 'tự trả tiền khám bệnh'. So all phrases of one meaning together are read as a
document, and the query's words are looked up in these by BM25 (Robertson and Zaragoza 2009).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from api.catalogue.folding import QUESTION_WORDS
from api.catalogue.phrases import ANYBODY, PEOPLE, Meaning

_SATURATION, _LENGTH_PULL = 0.8, 0.5
_MOST = 3  # meanings
_LEAST_SHARE = 0.6  # of what the best of them has

_LEAST_SHARED = 3  # words or pairs; less may be chance, and one word says what it always says
_LEAST_WORDS = 3  # that tell something; fewer have no gist beyond themselves


@dataclass(frozen=True, slots=True)
class Likely:
    """Official words, and their share: 1 for those that the query's words lead to most."""

    official: tuple[str, ...]
    share: float
    is_occasion: bool


class Gist:
    """Reads all meanings once; asked with the words of a query (`EverydayWords`), never with its syllables."""

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        counts: defaultdict[tuple[tuple[str, ...], bool], Counter[str]] = defaultdict(Counter)
        for meaning in meanings:
            if meaning.official:
                counts[meaning.official, meaning.is_occasion].update(_terms(meaning.phrase))
        self._meanings = list(counts)
        lengths = [found.total() for found in counts.values()]
        average = sum(lengths) / max(len(lengths), 1) or 1
        meanings_with = Counter(term for found in counts.values() for term in found)
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, (found, length) in enumerate(zip(counts.values(), lengths, strict=True)):
            pull = _SATURATION * (1 - _LENGTH_PULL + _LENGTH_PULL * length / average)
            for term, count in found.items():
                rarity = math.log(1 + (len(counts) - meanings_with[term] + 0.5) / (meanings_with[term] + 0.5))
                self._postings[term].append((number, rarity * count * (_SATURATION + 1) / (count + pull)))

    def likely(self, words: Sequence[str]) -> list[Likely]:
        """The official words of the meanings that share most with these words, best first; ties as in the table."""
        if sum(map(_tells, words)) < _LEAST_WORDS:
            return []
        scores: defaultdict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        for term in _terms(words):
            for number, weight in self._postings.get(term, ()):
                scores[number] += weight
                shared[number] += 1
        found = ((-score, number) for number, score in scores.items() if shared[number] >= _LEAST_SHARED)
        first = sorted(found)[:_MOST]
        return [
            Likely(self._meanings[number][0], score / first[0][0], self._meanings[number][1])
            for score, number in first
            if score <= first[0][0] * _LEAST_SHARE  # both below 0
        ]


def _terms(words: Sequence[str]) -> list[str]:
    """The words that tell something, and pairs of neighbours of which one does; each once."""
    pairs = (f"{one} {two}" for one, two in pairwise(words) if _tells(one) or _tells(two))
    return list(dict.fromkeys([*filter(_tells, words), *pairs]))


def _tells(word: str) -> bool:
    return word != ANYBODY and word not in PEOPLE and word not in QUESTION_WORDS
