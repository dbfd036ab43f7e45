"""What people meant to type: left-overs of Telex and VNI, words run together, slips of a finger, spelling by ear.

Syllables that nobody writes are *repaired*. Known ones that do not fit their neighbours are only *guessed*: they may be
right all the same. Works on folded syllables (`folding.py`) and knows no language but the catalogue's own: a repair
counts when it gives syllables, and better pairs of neighbours, that stand in it. The phone does the same
(`pwa/src/lookup/spelling.ts`), and both are tested on one file of cases.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from api.catalogue.folding import QUESTION_WORDS

_DIGITS = re.compile(r"\d")
# Telex writes a circumflex or đ by a second letter, horn and breve by w, and the tone by one letter after the vowel.
_TELEX_DOUBLES = re.compile(r"([aeod])\1")
_TELEX_HORNS = re.compile(r"(?<=[aou])w")
_TELEX_TONES = "sfrxjz"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_SYLLABLE = 7  # 'nghieng'
_SHORTEST_GUESSED = 3
_LONGEST_RUN = 60  # letters without a space that are still taken apart

# What sounds alike somewhere in the country: beginnings (longest first) and ends.
_BEGINNINGS = (
    ("ngh", "ng"), ("tr", "ch"), ("gi", "d"), ("gh", "g"), ("qu", "qu"), ("ch", "ch"), ("x", "s"), ("r", "d"),
    ("k", "c"), ("l", "n"),
)  # fmt: skip
_ENDS = (("ch", "t"), ("nh", "n"), ("ng", "n"), ("c", "t"), ("y", "i"))
_WHOLE_ENDS = {"g": ("ng",), "h": ("nh", "ch")}


class Speller:
    """Repairs queries to what a catalogue has. In how many names a syllable stands, and a pair ('khai sinh')."""

    def __init__(self, counts: Mapping[str, int], pairs: Mapping[str, int]) -> None:
        self._counts = counts
        self._pairs = pairs
        total = sum(counts.values()) + 1
        self._costs = {
            syllable: 1 + math.log(total / count)
            for syllable, count in counts.items()
            if syllable.isalpha() and 2 <= len(syllable) <= _LONGEST_SYLLABLE
        }
        self._by_sound: defaultdict[str, list[str]] = defaultdict(list)
        for syllable in sorted(counts):
            if syllable.isalpha():
                self._by_sound[sound(syllable)].append(syllable)

    def repaired(self, syllables: Sequence[str]) -> list[str]:
        """The syllables with what nobody wrote on purpose put right. What cannot be repaired stays."""
        found: list[str] = []
        for place, syllable in enumerate(syllables):
            following = syllables[place + 1] if place + 1 < len(syllables) else ""
            found += self._known(syllable, found[-1] if found else "", following)
        return found

    def _known(self, syllable: str, before: str, after: str) -> list[str]:
        if syllable in self._counts or syllable.isdecimal():
            return [syllable]
        bare = _DIGITS.sub("", syllable)
        if bare != syllable and bare in self._counts:  # VNI
            return [bare]
        by_keys = self._best(_telex(syllable), before, after)
        if by_keys:
            return [by_keys]
        whole = self._best(_with_its_end(syllable), before, after)
        if whole:
            return [whole]
        apart = self._taken_apart(syllable)
        if apart:
            return apart
        near = self._best([*self._by_sound.get(sound(syllable), ()), *_one_slip(syllable)], before, after)
        alone = not before and not after
        return [near if near and (alone or self._fit(before, near, after)) else syllable]

    def _best(self, candidates: Iterable[str], before: str, after: str) -> str | None:
        """The candidate that stands beside its neighbours in some name, then the commonest, then the first."""
        known = [each for each in dict.fromkeys(candidates) if each in self._counts]
        return max(
            known,
            key=lambda each: (self._fit(before, each, after), self._counts[each]),
            default=None,
        )

    def _fit(self, before: str, syllable: str, after: str) -> int:
        return (f"{before} {syllable}" in self._pairs) + (f"{syllable} {after}" in self._pairs)

    def _taken_apart(self, run: str) -> list[str]:
        """'khaisinh' → khai sinh: the cheapest way to cut it into common syllables; nothing when there is none."""
        if not run.isalpha() or not 4 <= len(run) <= _LONGEST_RUN:
            return []
        best: list[tuple[float, list[str]] | None] = [(0.0, [])]
        for end in range(1, len(run) + 1):
            ways = []
            for start in range(max(0, end - _LONGEST_SYLLABLE), end):
                so_far, cost = best[start], self._costs.get(run[start:end])
                if so_far and cost is not None:
                    ways.append((so_far[0] + cost, [*so_far[1], run[start:end]]))
            best.append(min(ways, key=lambda way: way[0], default=None))
        return best[-1][1] if best[-1] else []

    def guessed(self, syllables: Sequence[str]) -> list[str]:
        """As many syllables: those that fit no neighbour replaced by one that does, alike in sound or a slip away."""
        guesses = list(syllables)
        for place, syllable in enumerate(syllables):
            before = syllables[place - 1] if place else ""
            after = syllables[place + 1] if place + 1 < len(syllables) else ""
            if (
                len(syllable) < _SHORTEST_GUESSED
                or not syllable.isalpha()
                or syllable in QUESTION_WORDS
                or self._fit(before, syllable, after)
            ):
                continue
            for candidates in (self._by_sound.get(sound(syllable), ()), _one_slip(syllable)):
                better = self._fitting(candidates, before, after)
                if better:
                    guesses[place] = better
                    break
        return guesses

    def _fitting(self, candidates: Iterable[str], before: str, after: str) -> str | None:
        """The candidate that fits both neighbours, then one; then the one that stands beside them most often."""
        best, best_fit = None, (0, 0)
        for each in candidates:
            if each in self._counts:
                beside = self._pairs.get(f"{before} {each}", 0) + self._pairs.get(f"{each} {after}", 0)
                fit = self._fit(before, each, after), beside
                if fit[0] and fit > best_fit:
                    best, best_fit = each, fit
        return best


def sound(syllable: str) -> str:
    """The same for syllables that some region says alike."""
    for written, said in _BEGINNINGS:
        if syllable.startswith(written):
            syllable = said + syllable[len(written) :]
            break
    for written, said in _ENDS:
        if syllable.endswith(written):
            return syllable[: -len(written)] + said
    return syllable


def _telex(syllable: str) -> list[str]:
    """What the keys would have given: 'caaps' → cap, 'dduowcj' → duoc."""
    plain = _TELEX_HORNS.sub("", _TELEX_DOUBLES.sub(r"\1", syllable))
    without_tone = (
        plain[:place] + plain[place + 1 :]
        for place in range(len(plain) - 1, 0, -1)
        if plain[place] in _TELEX_TONES
    )
    return [plain, *without_tone]


def _with_its_end(syllable: str) -> list[str]:
    """No syllable ends in g or h alone: 'dog' was dong, 'tih' tinh or tich."""
    return [syllable[:-1] + end for end in _WHOLE_ENDS.get(syllable[-1:], ()) if not syllable.endswith(end)]


def _one_slip(syllable: str) -> list[str]:
    """Everything one letter away: two exchanged, one too few, one wrong, one too many."""
    if not syllable.isalpha() or not 3 <= len(syllable) <= _LONGEST_SYLLABLE + 1:
        return []
    cuts = [(syllable[:place], syllable[place:]) for place in range(len(syllable) + 1)]
    return [
        *(one + two[1] + two[0] + two[2:] for one, two in cuts if len(two) > 1),
        *(one + two[1:] for one, two in cuts if two),
        *(one + letter + two[1:] for one, two in cuts if two for letter in _LETTERS),
        *(one + letter + two for one, two in cuts for letter in _LETTERS),
    ]
