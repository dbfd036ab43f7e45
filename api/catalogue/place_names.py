"""Reading an address as people type it: 'P. Bến Nghé, Q.1', 'xa van phuc thanh tri', 'phuong5 quan3 tphcm'.

Pure. A name is compared by its *key*: folded, without spaces, numbers without leading zeros, `y` as `i` (Mỹ Tho,
Mĩ Tho). Between commas an address is read from the left; a word for what kind of place it is (phường, p.) may
stand before a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from api.catalogue.folding import fold

LONGEST_ADDRESS = 200
_MOST_TOKENS = 40
_LONGEST_NAME = 8  # tokens; the longest real one has six
_SHORTEST_BEGINNING = 3  # letters of a name still being typed
_MOST_BEGUN = 400  # names that begin alike; more say nothing yet

# As typed, in tokens → the kind it stands for. 'f' is how the South writes phường.
KIND_WORDS: dict[tuple[str, ...], str] = {
    ("phuong",): "phuong", ("p",): "phuong", ("f",): "phuong", ("ph",): "phuong",
    ("xa",): "xa", ("x",): "xa",
    ("thi", "tran"): "thi tran", ("tt",): "thi tran",
    ("dac", "khu"): "dac khu", ("dk",): "dac khu",
    ("quan",): "quan", ("q",): "quan",
    ("huyen",): "huyen", ("h",): "huyen",
    ("thi", "xa"): "thi xa", ("tx",): "thi xa",
    ("thanh", "pho"): "thanh pho", ("tp",): "thanh pho",
    ("tinh",): "tinh", ("t",): "tinh",
}  # fmt: skip
COMMUNE_KINDS = frozenset({"phuong", "xa", "thi tran", "dac khu"})

# What people call a province besides its name; former ones too.
PROVINCE_ALIASES: dict[str, tuple[str, ...]] = {
    "ho chi minh": ("hcm", "sai gon", "sg"),
    "ha noi": ("hn",),
    "hue": ("thua thien hue",),
    "ba ria vung tau": ("brvt",),
    "dak lak": ("dac lac", "dac lak"),
    "dak nong": ("dac nong",),
    "bac kan": ("bac can",),
}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}

_BETWEEN_PARTS = re.compile(r"[,;\n]|\s[-–]\s")
_LETTERS_OR_NUMBER = re.compile(r"[^\W\d]+|\d+")
_Y_FOR_I = re.compile(r"(?<!a)y")


class Mention(NamedTuple):
    """A name found in an address: its tokens are `start:end`, with the word of its kind before them `left:end`.

    `whole` is false for the last name of an address that is still being typed.
    """

    left: int
    start: int
    end: int
    kind: str | None
    whole: bool


class Address(NamedTuple):
    """What was typed, in tokens; `parts` are the tokens that begin a part between commas."""

    text: str
    tokens: tuple[str, ...]
    parts: frozenset[int]


def key_of(tokens: Sequence[str]) -> str:
    """What tokens are compared by. One-digit wards are also written 01."""
    return _Y_FOR_I.sub(
        "i", "".join(token.lstrip("0") or "0" if token.isdigit() else token for token in tokens)
    )


def keys_of_name(name: str) -> tuple[str, ...]:
    """The keys a unit's name is found by: its own, and with a Roman number in figures ('Phường IV')."""
    tokens = _tokens(name)
    figures = [*tokens[:-1], _ROMAN.get(tokens[-1], tokens[-1])] if tokens else tokens
    return tuple(dict.fromkeys((key_of(tokens), key_of(figures))))


def read_address(text: str) -> Address:
    """Split into tokens; only the first LONGEST_ADDRESS characters count."""
    tokens: list[str] = []
    parts: set[int] = set()
    text = text[:LONGEST_ADDRESS]
    for part in _BETWEEN_PARTS.split(text):
        parts.add(len(tokens))
        tokens += _tokens(part)
    return Address(text, tuple(tokens[:_MOST_TOKENS]), frozenset(parts))


def mentions_in(address: Address, keys: Sequence[str]) -> dict[str, list[Mention]]:
    """Every name of the sorted `keys` that stands in the address, and those that its end may be the beginning of."""
    tokens = address.tokens
    found: dict[str, list[Mention]] = defaultdict(list)
    # 'thái nguyên' is a name as it stands: its end is not the beginning of Nguyên Bình.
    ends_whole = not tokens or tokens[-1].isdigit()
    for start in range(len(tokens)):
        left, kind = kind_before(tokens, start)
        for end in range(start + 1, min(start + _LONGEST_NAME, len(tokens)) + 1):
            key = key_of(tokens[start:end])
            at = bisect_left(keys, key)
            if at < len(keys) and keys[at] == key:
                found[key].append(Mention(left, start, end, kind, whole=True))
                ends_whole = ends_whole or (end == len(tokens) and end - start > 1)
        if not ends_whole and len(tokens) - start <= _LONGEST_NAME:
            for begun in _beginning_with(key_of(tokens[start:]), keys):
                found[begun].append(Mention(left, start, len(tokens), kind, whole=False))
    return found


def kind_before(tokens: Sequence[str], start: int) -> tuple[int, str | None]:
    """Where the word for the kind begins that stands right before a token, and the kind."""
    for length in (2, 1):
        kind = KIND_WORDS.get(tuple(tokens[max(0, start - length) : start]))
        if kind is not None:
            return start - length, kind
    return start, None


def _beginning_with(key: str, keys: Sequence[str]) -> Sequence[str]:
    if len(key) < _SHORTEST_BEGINNING:
        return []
    first, last = bisect_left(keys, key), bisect_left(keys, key + "\uffff")
    return [name for name in keys[first:last] if name != key] if last - first <= _MOST_BEGUN else []


def _tokens(text: str) -> list[str]:
    """Words and numbers; 'q3' and 'phuong5' are two each."""
    return _LETTERS_OR_NUMBER.findall(fold(text))
