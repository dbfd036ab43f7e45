"""Ranked look-up in memory: from what people type to procedures.

BM25 over the folded syllables and pairs of syllables of the name, and more lightly over those of the field;
words of the question ('làm', 'ở đâu', 'thủ tục') weigh little but are not dropped, since some stand in names.
The sum is multiplied by a prior: what a commune does comes first, then what has detail; BM25 itself prefers
shorter names. A code in any spelling ('1.001193', '1001193', '1,001193', in the middle of a sentence) finds
its procedure at once.

Pure and deterministic: ties go to the earlier row of the canonical order (`IndexRow.order`), and nothing is
used that the offline catalogue does not carry, so that the phone can give the same answers.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise

from api.catalogue.everyday import EverydayWords, everyday_words
from api.catalogue.folding import fold
from api.catalogue.spelling import Speller
from api.catalogue.unfinished import EVERYDAY_EVIDENCE, OFTEN_EVIDENCE, Unfinished

LONGEST_QUERY = 200  # characters; the rest of a longer one is not looked at

_LEVEL_ORDER = {"xã": 0, "tỉnh": 1, "trung ương": 2, "khác": 3, None: 4}
_LEVEL_PRIOR = {"xã": 1.35, "tỉnh": 1.0, "trung ương": 0.85, "khác": 0.85, None: 0.8}
_DETAIL_PRIOR = 1.1
_OFTEN_PRIOR = 1.3

# BM25 (Robertson and Zaragoza 2009) with the length of a name in syllables that mean something.
_SATURATION, _LENGTH_PULL = 1.2, 0.75
_FIELD_WEIGHT = 0.5

# Words of the question rather than of the matter.
_QUESTION_WORD_LIST = """
ai anh bao bi cach can chi cho co con cua da dang dau de di duoc em gi giay gio ho hoi khi khong la
lam lau len ma mat may minh moi mot muon nao nay nha nhieu nhu nhung nua o phai qua ra roi sao so
the thi thu to toi tuc va ve vi viec voi xin
"""
_QUESTION_WORDS = frozenset(_QUESTION_WORD_LIST.split())
_QUESTION_WEIGHT = 0.15
_OFFICIAL_PAIRS, _OFFICIAL_SHARE = (
    5,
    0.2,
)  # of words for an everyday phrase, in a query as long and as official as a name
_FULL_WORDS = (
    3  # so many official words count in full; more of them share, or the longest name would always win
)
_HEARD_SHARE = 0.6  # of a pair that only sounds like what was typed
_SAID_SHARE = 0.3  # of an everyday word, once the official ones stand for it

_CODE = re.compile(r"(?<!\d)(\d)\s?[.,]?\s?(\d{6,7})(?!\d)")

# Positions of rows, and what the term adds to the score of each.
Postings = tuple[Sequence[int], Sequence[float]]


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What look-up shows and ranks of a procedure."""

    code: str
    name: str
    field: str
    level: str | None
    online_level: str | None
    has_detail: bool
    province_code: str | None = None  # None for national procedures
    often_needed: bool = False

    @property
    def order(self) -> tuple[int, str, str]:
        """The canonical order: of a list without a query, and of ties."""
        return _LEVEL_ORDER[self.level], fold(self.name), self.code


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as it was understood: its words folded and put right; of those that tell something, the unknown ones."""

    words: tuple[str, ...]
    unknown: tuple[str, ...]
    telling: int


class SearchIndex:
    """An index over rows that never change; make a new one when the catalogue does."""

    def __init__(
        self,
        rows: Sequence[IndexRow],
        postings: dict[str, Postings],
        speller: Speller,
        everyday: EverydayWords,
    ) -> None:
        self.rows = rows
        self._postings = postings
        self._speller = speller
        self._everyday = everyday
        self._by_digits: dict[str, int] = {}
        for position, row in enumerate(rows):
            self._by_digits.setdefault(re.sub(r"\D", "", row.code), position)
        self._national = [row.province_code is None for row in rows]
        self._fields: defaultdict[str, set[str]] = defaultdict(set)  # folded → as printed
        for name in {row.field for row in rows}:
            self._fields[fold(name)].add(name)
        self._unfinished = Unfinished(self._evidence())
        self._priors = [
            _LEVEL_PRIOR[row.level]
            * (_DETAIL_PRIOR if row.has_detail else 1)
            * (_OFTEN_PRIOR if row.often_needed else 1)
            for row in rows
        ]

    @classmethod
    def build(cls, rows: Iterable[IndexRow], everyday: EverydayWords | None = None) -> SearchIndex:
        everyday = everyday_words() if everyday is None else everyday
        ordered = sorted(rows, key=lambda row: row.order)
        texts = [(fold(row.name).split(), fold(row.field).split()) for row in ordered]
        lengths = [sum(syllable not in _QUESTION_WORDS for syllable in name) for name, _ in texts]
        average = sum(lengths) / max(len(lengths), 1) or 1
        counts: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for position, (name, field) in enumerate(texts):
            length = 1 - _LENGTH_PULL + _LENGTH_PULL * lengths[position] / average
            weights: defaultdict[str, float] = defaultdict(float)
            for term, count in Counter(_terms(name)).items():
                weights[term] += count * (_SATURATION + 1) / (count + _SATURATION * length)
            for term in set(_terms(field)):
                weights[term] += _FIELD_WEIGHT
            for term, weight in weights.items():
                counts[term].append((position, weight))
        total = len(ordered)
        postings: dict[str, Postings] = {}
        for term, found in counts.items():
            rarity = math.log(1 + (total - len(found) + 0.5) / (len(found) + 0.5)) * _term_weight(term)
            postings[term] = (
                array("I", [position for position, _ in found]),
                array("d", [weight * rarity for _, weight in found]),
            )
        return cls(ordered, postings, _speller(postings, everyday), everyday)

    def shown(
        self, *, province: str | None = None, field: str | None = None, level: str | None = None
    ) -> list[bool]:
        """For each row whether these readers see it: national ones, and those of their province."""
        if province is None and not field and level is None:
            return self._national
        fields = self._fields.get(fold(field or ""), ())
        return [
            row.province_code in (None, province)
            and (not field or row.field in fields)
            and (level is None or row.level == level)
            for row in self.rows
        ]

    def search(self, query: str, shown: Sequence[bool] | None = None) -> list[IndexRow]:
        """The rows shown (see `shown`; without it, national ones) that match, best first.

        All of them in canonical order when the query says nothing.
        """
        shown = self._national if shown is None else shown
        query = query[:LONGEST_QUERY]
        syllables = fold(query).split()
        if not syllables:
            return list(compress(self.rows, shown))
        scores = [0.0] * len(self.rows)
        for term, share in self._unfinished.meant(query, syllables, self._meant).items():
            positions, weights = self._postings.get(term, ((), ()))
            for position, weight in zip(positions, weights, strict=True):
                scores[position] += weight * share
        for position in self._coded(query):
            scores[position] = math.inf
        found = [
            (-score * self._priors[position], position)
            for position, score in enumerate(scores)
            if score and shown[position]
        ]
        found.sort()
        return [self.rows[position] for _, position in found]

    def _meant(self, syllables: Sequence[str]) -> dict[str, float]:
        """The terms of a query and how much each counts: official words in full, the everyday words for them less."""
        syllables = self._speller.repaired(syllables)
        matches = self._everyday.matches(syllables)
        share = _OFFICIAL_SHARE if self._is_official(syllables) else 1.0
        said = {place for match in matches for place in match.places} if share == 1.0 else set()
        shares: dict[str, float] = {}
        for place, syllable in enumerate(syllables):
            own = _SAID_SHARE if place in said else 1.0
            shares[syllable] = max(shares.get(syllable, 0), own)
            if place:
                pair = f"{syllables[place - 1]} {syllable}"
                shares[pair] = max(shares.get(pair, 0), _SAID_SHARE if {place - 1, place} <= said else 1.0)
        for pair in self._speller.by_ear(syllables):
            shares.setdefault(pair, _HEARD_SHARE)
        for match in matches:
            weight = share * min(1.0, math.sqrt(_FULL_WORDS / len(match.official)))
            for term in _terms(match.official):
                shares[term] = max(shares.get(term, 0), weight)
        return shares

    def reading(self, query: str) -> Reading:
        """What is made of a query before anything is looked for."""
        syllables = fold(query[:LONGEST_QUERY]).split()
        _, likeliest = self._unfinished.ways(query[:LONGEST_QUERY], syllables)[0]
        words = self._speller.repaired(likeliest)
        said = {place for match in self._everyday.matches(words) for place in match.places}
        telling = [
            (place, word)
            for place, word in enumerate(words)
            if word not in _QUESTION_WORDS and not word.isdecimal()
        ]
        unknown = [word for place, word in telling if place not in said and word not in self._postings]
        return Reading(tuple(words), tuple(unknown), len(telling))

    def _evidence(self) -> dict[str, int]:
        """How much speaks for a syllable or a pair: national procedures, more for what people often need."""
        counts = [(1 + OFTEN_EVIDENCE * row.often_needed) * (row.province_code is None) for row in self.rows]
        said = self._everyday.syllables + self._everyday.pairs
        evidence = {term: EVERYDAY_EVIDENCE * count for term, count in said.items()}
        for term, (positions, _) in self._postings.items():
            found = sum(counts[position] for position in positions)
            if found:  # what only provinces' own have is not on the phone
                evidence[term] = evidence.get(term, 0) + found
        return evidence

    def _is_official(self, syllables: Sequence[str]) -> bool:
        """Whether somebody types a name as it is printed: then everyday words in it are none."""
        pairs = [f"{one} {two}" for one, two in pairwise(syllables)]
        return len(pairs) >= _OFFICIAL_PAIRS and all(pair in self._postings for pair in pairs)

    def _coded(self, query: str) -> list[int]:
        """Rows whose code stands in the query."""
        digits = ("".join(match.groups()) for match in _CODE.finditer(query))
        return [self._by_digits[each] for each in digits if each in self._by_digits]


def _speller(postings: dict[str, Postings], everyday: EverydayWords) -> Speller:
    counts = dict.fromkeys([*everyday.syllables, *_QUESTION_WORDS], 1)
    counts |= {term: len(positions) for term, (positions, _) in postings.items() if " " not in term}
    return Speller(counts, {*(term for term in postings if " " in term), *everyday.pairs})


def _terms(syllables: Sequence[str]) -> list[str]:
    return [*syllables, *(f"{one} {two}" for one, two in pairwise(syllables))]


def _term_weight(term: str) -> float:
    """Lightest for question words; a pair weighs what its lighter syllable does."""
    return _QUESTION_WEIGHT if any(syllable in _QUESTION_WORDS for syllable in term.split()) else 1.0
