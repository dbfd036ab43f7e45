"""Repairs of what people type, on a small vocabulary. The phone's twin is tested on the same cases."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.catalogue.folding import fold
from api.catalogue.spelling import Speller, sound

CASES = json.loads(Path(__file__).with_name("spelling_cases.json").read_text(encoding="utf-8"))


def speller() -> Speller:
    counts: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for name in CASES["names"]:
        syllables = fold(name).split()
        counts.update(set(syllables))
        pairs.update({f"{one} {two}" for one, two in pairwise(syllables)})
    return Speller(counts, pairs)


SPELLER = speller()


@pytest.mark.parametrize(("typed", "meant"), CASES["repairs"])
def test_what_was_typed_becomes_what_was_meant(typed: str, meant: str) -> None:
    assert " ".join(SPELLER.repaired(fold(typed).split())) == meant


@pytest.mark.parametrize(("typed", "guess"), CASES["guesses"])
def test_what_fits_no_neighbour_is_guessed(typed: str, guess: str) -> None:
    assert " ".join(SPELLER.guessed(SPELLER.repaired(fold(typed).split()))) == guess


@pytest.mark.parametrize("name", CASES["names"])
def test_names_as_printed_need_no_repair(name: str) -> None:
    assert SPELLER.repaired(fold(name).split()) == fold(name).split()


@given(st.text(max_size=80))
def test_no_text_breaks_it_and_no_syllable_is_empty(text: str) -> None:
    assert all(SPELLER.repaired(fold(text).split()))


@pytest.mark.parametrize(
    ("one", "other"), [("dut", "duc"), ("trang", "chan"), ("xe", "se"), ("gia", "da"), ("ky", "ki")]
)
def test_what_sounds_alike_somewhere_sounds_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_a_long_run_of_letters_takes_no_time() -> None:
    assert SPELLER.repaired(["a" * 10_000]) == ["a" * 10_000]
