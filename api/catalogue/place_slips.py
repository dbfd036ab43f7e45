"""Names with one slip of the finger: a letter too many, too few, another one, or two swapped. Pure.

Asked only where an address names nothing known, so that a slip never competes with what was written right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from api.catalogue.place_names import KIND_WORDS, Address, Mention, key_of, kind_before

_SHORTEST = 5  # letters; shorter names are too near to one another
_MOST_TOKENS = 4

Slips = dict[str, list[str]]


def slips_of(keys: Iterable[str]) -> Slips:
    """Every key without one of its letters, and itself → the keys it may have been."""
    found: Slips = defaultdict(list)
    for key in keys:
        if len(key) >= _SHORTEST and key.isalpha():
            for form in _forms(key):
                found[form].append(key)
    return dict(found)


def mended_mentions(address: Address, slips: Slips) -> dict[str, list[Mention]]:
    """What the address names when each name may have one slip."""
    tokens = address.tokens
    found: dict[str, list[Mention]] = defaultdict(list)
    for start in range(len(tokens)):
        left, kind = kind_before(tokens, start)
        for end in range(start + 1, min(start + _MOST_TOKENS, len(tokens)) + 1):
            if tokens[start:end] in KIND_WORDS:
                continue
            key = key_of(tokens[start:end])
            if len(key) >= _SHORTEST and key.isalpha():
                for meant in {name for form in _forms(key) for name in slips.get(form, ())}:
                    found[meant].append(Mention(left, start, end, kind, whole=True))
    return dict(found)


def _forms(key: str) -> Iterator[str]:
    yield key
    for at in range(len(key)):
        yield key[:at] + key[at + 1 :]
