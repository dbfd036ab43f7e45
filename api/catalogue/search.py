"""Ranked look-up in memory: from what people type to procedures.

What was typed is repaired (`spelling.py`) and read twice. Its own words score names by BM25 (`terms.py`). Phrases of
everyday words in it (`everyday.py`) vote for the names that their official words describe: in full for the best one,
steeply less for others, so that a long official name weighs no more than a short one. So do, more lightly, the meanings
whose phrases share most words with the query though none stands in it (`gist.py`). The sum is multiplied by a prior:
what a commune does comes first, then what has detail and what people often need. A code in any spelling ('1.001193',
'1001193', '1,001193', in the middle of a sentence) finds its procedure at once.

Pure and deterministic: ties go to the earlier row of the canonical order (`IndexRow.order`), and nothing is
used that the offline catalogue does not carry, so that the phone can give the same answers: what is rare, and how names
are spelled, is counted over national procedures, and provinces' own are ranked among them.
The weights were fitted (docs/decisions/0012); the phone has them too (`pwa/src/lookup/offlineSearch.ts`).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from operator import mul

from api.catalogue.everyday import EverydayWords, everyday_words
from api.catalogue.folding import QUESTION_WORDS, fold
from api.catalogue.phrases import Match
from api.catalogue.spelling import Speller
from api.catalogue.terms import NOWHERE, Name, Postings, core, postings_of, tells, terms
from api.catalogue.unfinished import EVERYDAY_EVIDENCE, OFTEN_EVIDENCE, Unfinished

LONGEST_QUERY = 200  # characters; the rest of a longer one is not looked at

_LEVEL_ORDER = {"xã": 0, "tỉnh": 1, "trung ương": 2, "khác": 3, None: 4}
_LEVEL_PRIOR = {"xã": 1.5, "tỉnh": 1.0, "trung ương": 0.85, "khác": 0.95, None: 0.95}
_DETAIL_PRIOR = 1.05
_OFTEN_PRIOR = 1.3

_SAID_SHARE = 0.7  # of an everyday word, once the official ones stand for it
_OCCASION_SHARE = 0.35  # of what is only why somebody asks, and of its words
_GUESSED_SHARE = 0.6  # of a pair that was only guessed
_VOTE = 28.0  # of a phrase of one syllable, for the name that its official words describe best
_GIST_VOTE = 28.0  # of the meaning that the words lead to most; of others, by the third power of their share
_EQUAL = 1.3  # times, for a name that has these official words and no other
_LEAST_LIKENESS = 0.4
# So many pairs that all stand in one name are that name as it is printed: then phrases in it are hardly meant.
_PRINTED_PAIRS, _PRINTED_SHARE = 5, 0.4
_SEVERAL = 2  # telling words; so many have to stand side by side in some name, or nothing is found
_LEAST_SCORE = 0.15  # of the best score; what has less was found by a word in passing

# '1.014027' as people type it: '1014027', '1,014027', '1 014 027', '1-014027'. No code begins with 0, as phones do.
_CODE = re.compile(r"(?<!\d)([1-9])[\s.,_–-]{0,3}(\d{3})[\s.,]?(\d{3,4})(?!\d)")
# Who types only digits, and words for 'code', asks for a code and nothing else, also one that is not whole yet.
_CODE_WORDS = QUESTION_WORDS | {"ma", "so", "tthc", "hanh", "chinh"}
_LEAST_DIGITS = 4


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
        names: Sequence[Name],
        everyday: EverydayWords,
    ) -> None:
        self.rows = rows
        self._national = [row.province_code is None for row in rows]
        self._everyday = everyday
        fields = [fold(row.field).split() for row in rows]
        self._postings, frequency = postings_of(names, fields, self._national)
        self._speller = _speller(frequency, everyday)
        self._votes_for: dict[tuple[str, ...], Postings] = {}
        self._by_core: defaultdict[str, list[int]] = defaultdict(list)
        for position, name in enumerate(names):
            self._by_core[name.core].append(position)
        self._digits = [re.sub(r"\D", "", row.code) for row in rows]
        self._by_digits: dict[str, int] = {}
        for position, digits in enumerate(self._digits):
            self._by_digits.setdefault(digits, position)
        self._fields: defaultdict[str, set[str]] = defaultdict(set)  # folded → as printed
        for field in {row.field for row in rows}:
            self._fields[fold(field)].add(field)
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
        names = [Name.read(row.name, everyday.written_out) for row in ordered]
        return cls(ordered, names, everyday)

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
        """The rows shown (see `shown`; without it, national ones) that match, best first; one whose code stands in the
        query is always shown, whatever province it belongs to.

        All of them in canonical order when the query says nothing.
        """
        shown = self._national if shown is None else shown
        query = query[:LONGEST_QUERY]
        syllables = fold(query).split()
        if not syllables:
            return list(compress(self.rows, shown))
        digits = _asked_digits(syllables)
        if digits is None:
            scores = self._unfinished.scores(query, syllables, self._scores)
        else:
            scores = [float(row_digits.startswith(digits)) for row_digits in self._digits]
        coded = self._coded(query)
        for position in coded:
            scores[position] = math.inf
        weighted = list(map(mul, scores, self._priors))
        # Of everybody's rows, so that readers who ask for one field or level never see more than without.
        seen = (national or own for national, own in zip(self._national, shown, strict=True))
        best = math.inf if coded else max(compress(weighted, seen), default=0.0)
        if best == 0:
            return []
        least = best * _LEAST_SCORE
        found = [
            (-score, position)
            for position, score in enumerate(weighted)
            if score >= least and (shown[position] or position in coded)
        ]
        return [self.rows[position] for _, position in sorted(found)]

    def _scores(self, as_typed: Sequence[str]) -> list[float]:
        syllables = self._everyday.written_out(self._speller.repaired(as_typed))
        guesses = self._speller.guessed(syllables)
        matches = self._everyday.matches(syllables)
        said = {place for match in matches for place in match.places}
        matches += self._guessed_matches(syllables, guesses, said)
        printed = self._printed_in(syllables)
        weights = _weights(matches)
        dear = {
            place: weight for match, weight in zip(matches, weights, strict=True) for place in match.places
        }
        shares = {place: _SAID_SHARE * dear[place] for place in said}
        scores = [0.0] * len(self.rows)
        for term, share in self._own(syllables, guesses, {} if printed else shares).items():
            for position, weight in zip(*self._postings.get(term, NOWHERE), strict=True):
                scores[position] += weight * share
        for position in printed:
            scores[position] += _VOTE
        named = self._by_core.get(core(syllables), ())
        for position in named:  # a name and nothing else
            scores[position] += _VOTE * len(syllables)
        is_named = any(self._national[position] for position in named)
        for match, weight in zip(matches, weights, strict=True):
            vote = _VOTE * match.size * weight * (_PRINTED_SHARE if printed else 1)
            for position, likeness in zip(*self._votes(match.official), strict=True):
                scores[position] += likeness * vote
        if not matches and self._is_chance(syllables, guesses):
            return [
                0.0 if national else score for national, score in zip(self._national, scores, strict=True)
            ]
        asks = _asks(matches)
        for likely in () if printed or is_named else self._everyday.likely(syllables):
            share = likely.share
            vote = (
                _GIST_VOTE * share * share * share * (_OCCASION_SHARE if likely.is_occasion and asks else 1)
            )
            for position, likeness in zip(*self._votes(likely.official), strict=True):
                scores[position] += likeness * vote
        return scores

    def _is_chance(self, syllables: Sequence[str], guesses: Sequence[str]) -> bool:
        """Whether several words never stand side by side in a national name: what has one of them is found by chance.

        'bán rượu' is not about stamps on imported rum.
        """
        if sum(tells(syllable) for syllable in syllables) < _SEVERAL:
            return False
        return not any(
            self._national[row]
            for one, two in {*pairwise(syllables), *pairwise(guesses)}
            if tells(one) or tells(two)
            for row in self._postings.get(f"{one} {two}", NOWHERE)[0]
        )

    def _guessed_matches(
        self, syllables: Sequence[str], guesses: Sequence[str], said: set[int]
    ) -> list[Match]:
        """Phrases that stand in the query only when guesses are right, beside those that stand there anyway."""
        changed = {place for place, guess in enumerate(guesses) if guess != syllables[place]}
        return [
            match
            for match in (self._everyday.matches(guesses) if changed else ())
            if said.isdisjoint(match.places) and not changed.isdisjoint(match.places)
        ]

    def _own(
        self, syllables: Sequence[str], guesses: Sequence[str], said: Mapping[int, float]
    ) -> Mapping[str, float]:
        """The terms of a query and how much each counts; those `said` in everyday words less."""
        shares: dict[str, float] = {}
        for place, syllable in enumerate(syllables):
            share = said.get(place, 1.0)
            shares[syllable] = max(shares.get(syllable, 0), share)
            if place:
                pair = f"{syllables[place - 1]} {syllable}"
                shares[pair] = max(shares.get(pair, 0), share, said.get(place - 1, 1.0))
        for pair in map(" ".join, pairwise(guesses)):
            shares.setdefault(pair, _GUESSED_SHARE)
        return shares

    def reading(self, query: str) -> Reading:
        """What is made of a query before anything is looked for."""
        syllables = fold(query[:LONGEST_QUERY]).split()
        _, likeliest = self._unfinished.ways(query[:LONGEST_QUERY], syllables)[0]
        words = self._everyday.written_out(self._speller.repaired(likeliest))
        said = {place for match in self._everyday.matches(words) for place in match.places}
        telling = [
            (place, word)
            for place, word in enumerate(words)
            if word not in QUESTION_WORDS and not word.isdecimal()
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

    def _votes(self, official: tuple[str, ...]) -> Postings:
        """The rows that official words describe, and how well: 1 the best, by the fifth power of their weight."""
        known = self._votes_for.get(official)
        if known is None:
            weights: defaultdict[int, float] = defaultdict(float)
            for term in dict.fromkeys(terms(official)):
                for position, weight in zip(*self._postings.get(term, NOWHERE), strict=True):
                    weights[position] += weight
            for position in self._by_core.get(core(official), ()):
                weights[position] *= _EQUAL
            best = max(
                (weight for position, weight in weights.items() if self._national[position]), default=1.0
            )
            likeness = {position: min(1.0, weight / best) for position, weight in weights.items()}
            likely = [(position, each) for position, each in likeness.items() if each > _LEAST_LIKENESS]
            known = (
                [position for position, _ in likely],
                [each * each * each * each * each for _, each in likely],
            )
            self._votes_for[official] = known
        return known

    def _printed_in(self, syllables: Sequence[str]) -> list[int]:
        """The rows whose name somebody types as it is printed; when there is one, everyday words are none."""
        pairs = [f"{one} {two}" for one, two in pairwise(syllables)]
        if len(pairs) < _PRINTED_PAIRS:
            return []
        rows = sorted((self._postings.get(pair, NOWHERE)[0] for pair in pairs), key=len)
        found = sorted(set(rows[0]).intersection(*rows[1:]))
        return found if any(self._national[row] for row in found) else []

    def _coded(self, query: str) -> list[int]:
        """Rows whose code stands in the query."""
        digits = ("".join(match.groups()) for match in _CODE.finditer(query))
        return [self._by_digits[each] for each in digits if each in self._by_digits]


def _weights(matches: Sequence[Match]) -> list[float]:
    """How much each counts: an occasion less when something else is asked for."""
    asks = _asks(matches)
    return [_OCCASION_SHARE if match.is_occasion and asks else 1.0 for match in matches]


def _asks(matches: Iterable[Match]) -> bool:
    return any(match.official and not match.is_occasion for match in matches)


def _asked_digits(syllables: Sequence[str]) -> str | None:
    """The digits of a query that is a code, or the beginning of one; None for every other query."""
    digits = "".join(syllable for syllable in syllables if syllable.isdecimal())
    if len(digits) < _LEAST_DIGITS or any(
        not syllable.isdecimal() and syllable not in _CODE_WORDS for syllable in syllables
    ):
        return None
    return digits


def _speller(frequency: Mapping[str, int], everyday: EverydayWords) -> Speller:
    counts = dict.fromkeys([*everyday.syllables, *QUESTION_WORDS], 1)
    pairs = dict.fromkeys(everyday.pairs, 0)
    for term, count in frequency.items():
        if count:
            (pairs if " " in term else counts)[term] = count
    return Speller(counts, pairs)
