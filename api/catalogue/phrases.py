"""Which phrases stand in what somebody typed.

A phrase stands there in its order, with question words between two of its words. When it has at least three syllables,
also with at most two other words between them, or in any order within a narrow window ('giấy khai sinh bị mất' for 'mất
giấy khai sinh').
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.catalogue.folding import QUESTION_WORDS

ANYBODY = "*"
_PERSON_LIST = """
anh ba bac be bo cau cha chau chi chong chu co con cu di em gia dinh hang xom ho ma me minh mo nguoi nha noi ngoai
ong tao thim to toi tui vo
"""
PEOPLE = frozenset(_PERSON_LIST.split())

_LONG = 3  # syllables; shorter phrases would be found by chance with other words between or in another order
_OTHERS_BETWEEN = 2
_OTHERS_IN_WINDOW = 2
_QUESTION_WORDS_BETWEEN = 4
# In syllables: what a phrase in another order, and each other word between, take from the length by which it wins.
_DISORDER, _OTHER = 1.5, 0.3
_FURTHER_SYLLABLE = 0.25  # of a word of several syllables, against its first


@dataclass(frozen=True, slots=True)
class Word:
    """A syllable, or several that count as one; its first place in the query and how many it takes."""

    text: str
    place: int
    length: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """The words of a phrase, ANYBODY among them, and the folded official words."""

    phrase: tuple[str, ...]
    official: tuple[str, ...]
    is_occasion: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Where a phrase stands in a query, the official words that it stands for, and how much it says.

    An occasion ('mẹ mới mất') is why somebody asks rather than what for, when something else is said too.
    """

    places: tuple[int, ...]
    official: tuple[str, ...]
    size: float
    is_occasion: bool = False


@dataclass(frozen=True, slots=True, order=True)
class _Standing:
    """How a phrase stands: worse ones are greater. `words` are positions among the words."""

    disordered: bool
    others: int
    question_words: int
    words: tuple[int, ...]


class PhraseFinder:
    def __init__(self, meanings: Sequence[Meaning]) -> None:
        frequency = Counter(word for meaning in meanings for word in set(meaning.phrase))
        # Each phrase under its rarest word, so that few are looked at.
        self._by_rarest: defaultdict[str, list[tuple[int, Meaning]]] = defaultdict(list)
        for number, meaning in enumerate(meanings):
            rarest = min(meaning.phrase, key=lambda word: (word == ANYBODY, frequency[word]))
            self._by_rarest[rarest].append((number, meaning))

    def matches(self, words: Sequence[Word]) -> list[Match]:
        """The longest first, then those in order and without other words; no two share a word."""
        where: defaultdict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(words):
            where[word.text].append(position)
            if word.text in PEOPLE:
                where[ANYBODY].append(position)
        found = []
        for text in list(where):
            for number, meaning in self._by_rarest.get(text, ()):
                standing = _standing(meaning.phrase, text, words, where)
                if standing:
                    length = sum(words[position].length for position in standing.words)
                    loss = _DISORDER * standing.disordered + _OTHER * standing.others
                    found.append((loss - length, standing, number, meaning))
        found.sort(key=lambda each: each[:3])
        taken: list[Match] = []
        used: set[int] = set()
        for _, standing, _, meaning in found:
            if used.isdisjoint(standing.words):
                used.update(standing.words)
                taken.append(_match([words[position] for position in standing.words], meaning))
        return taken


def _match(words: Iterable[Word], meaning: Meaning) -> Match:
    words = list(words)
    places = tuple(place for word in words for place in range(word.place, word.place + word.length))
    size = sum(1 + _FURTHER_SYLLABLE * (word.length - 1) for word in words)
    return Match(places, meaning.official, size, meaning.is_occasion)


def _standing(
    phrase: Sequence[str], rarest: str, words: Sequence[Word], where: Mapping[str, Sequence[int]]
) -> _Standing | None:
    if any(word not in where for word in phrase):
        return None
    is_long = sum(word.count("_") + 1 for word in phrase) >= _LONG
    ordered = [_in_order(phrase, start, is_long, words, where) for start in where[phrase[0]]]
    found = [each for each in ordered if each]
    if not found and is_long and len(phrase) > 1:
        in_window = [_in_any_order(phrase, start, words, where) for start in where[rarest]]
        found = [each for each in in_window if each]
    return min(found, default=None)


def _in_order(
    phrase: Sequence[str],
    start: int,
    is_long: bool,
    words: Sequence[Word],
    where: Mapping[str, Sequence[int]],
) -> _Standing | None:
    positions = [start]
    others = question_words = 0
    for text in phrase[1:]:
        here = next((each for each in where[text] if each > positions[-1]), None)
        if here is None:
            return None
        between = words[positions[-1] + 1 : here]
        strange = _others(between)
        if len(between) - strange > _QUESTION_WORDS_BETWEEN or strange > (_OTHERS_BETWEEN if is_long else 0):
            return None
        others += strange
        question_words += len(between) - strange
        positions.append(here)
    return _Standing(False, others, question_words, tuple(positions))


def _in_any_order(
    phrase: Sequence[str], start: int, words: Sequence[Word], where: Mapping[str, Sequence[int]]
) -> _Standing | None:
    """Each word of the phrase at its place nearest to `start`."""
    positions: list[int] = []
    for text in phrase:
        free = [each for each in where[text] if each not in positions]
        if not free:
            return None
        positions.append(min(free, key=lambda each: abs(each - start)))
    positions.sort()
    between = [words[each] for each in range(positions[0], positions[-1] + 1) if each not in positions]
    others = _others(between)
    if others > _OTHERS_IN_WINDOW or len(between) - others > _QUESTION_WORDS_BETWEEN:
        return None
    return _Standing(True, others, len(between) - others, tuple(positions))


def _others(words: Iterable[Word]) -> int:
    return sum(word.text not in QUESTION_WORDS for word in words)
