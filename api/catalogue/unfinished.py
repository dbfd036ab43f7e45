"""Results from the first letters on: what a last word may become that somebody has only begun to type.

'khai s' stands for 'khai sinh', and less for 'khai sử'; 'kh' for 'khai', 'khám' … A last word that nobody knows is
taken for a beginning; one that is known, but stands beside its neighbour nowhere ('ket ho'), may be one. What comes
into question are the words of the catalogue and of the table of everyday words, the commonest first, what people
often need before all. The phone does the same (`pwa/src/lookup/unfinished.ts`), and both are tested on one file of
cases.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

OFTEN_EVIDENCE = 20  # a procedure that people often need, in others
EVERYDAY_EVIDENCE = 3  # an everyday phrase, in procedures
_MOST_WAYS = 4
_VOWELS = frozenset("aeiouy")
_FAR_COMMONER = 5  # a known pair may be the beginning of one that is so much commoner: 'can cu' of 'can cuoc'
_BESIDE_A_KNOWN_WORD = 0.8  # that the known one is finished is likelier
_A_KNOWN_WORD_ALONE = 0.3  # is not: 'kha' on its way to 'khai'


class Unfinished:
    """`evidence`: how much speaks for a syllable ('khai') or a pair ('khai sinh'), in procedures."""

    def __init__(self, evidence: Mapping[str, float]) -> None:
        self._evidence = evidence
        self._after: defaultdict[str, list[str]] = defaultdict(list)
        for term in evidence:
            before, _, syllable = term.rpartition(" ")
            self._after[before].append(syllable)

    def scores(
        self, query: str, syllables: Sequence[str], scores: Callable[[Sequence[str]], list[float]]
    ) -> list[float]:
        """The scores of the rows: of all that the query may become, the best."""
        weighted = [(weight, scores(way)) for weight, way in self.ways(query, syllables)]
        if len(weighted) == 1:
            return weighted[0][1]
        return [
            max(each)
            for each in zip(*([weight * one for one in found] for weight, found in weighted), strict=True)
        ]

    def ways(self, query: str, syllables: Sequence[str]) -> list[tuple[float, Sequence[str]]]:
        """What the query may become, with weights of at most 1; only itself when its last word is finished."""
        itself: list[tuple[float, Sequence[str]]] = [(1.0, syllables)]
        if not syllables or not unicodedata.normalize("NFC", query)[-1:].isalpha():
            return itself
        *others, last = syllables
        before = others[-1] if others else ""
        pair = f"{before} {last}" if before else last
        known = last in self._evidence and (_is_syllable(last) or (before != "" and pair in self._evidence))
        least = self._evidence.get(pair, 0) * _FAR_COMMONER if known else 0
        found = self._begun(before, last, least)
        if not found:
            return itself
        ways: list[tuple[float, Sequence[str]]] = [
            (weight, [*others, syllable]) for weight, syllable in found
        ]
        if not known:
            return ways
        if not before:
            return [*ways, (_A_KNOWN_WORD_ALONE, syllables)]
        return [*itself, *((_BESIDE_A_KNOWN_WORD * weight, way) for weight, way in ways)]

    def _begun(self, before: str, start: str, least: float) -> list[tuple[float, str]]:
        """The likeliest words after `before` that begin like this, with more evidence than `least`; the first is 1."""
        found = [
            (self._evidence[f"{before} {syllable}".strip()], syllable)
            for syllable in self._after.get(before, ())
            if syllable.startswith(start) and syllable != start
        ]
        found = [each for each in found if each[0] > least]
        found.sort(key=lambda each: (-each[0], each[1]))
        power = 0.5 if before else 2  # of thousands of words with these letters, the commonest
        return [((evidence / found[0][0]) ** power, syllable) for evidence, syllable in found[:_MOST_WAYS]]


def _is_syllable(word: str) -> bool:
    """No Vietnamese syllable is without a vowel: 'kh' is none, also when some name has it as an abbreviation."""
    return any(letter in _VOWELS for letter in word)
