"""Promise 5: satisfaction appears in batches of at least five, so that no two pictures show one person."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.access import Role
from api.extensions import db, now
from api.ratings import answering
from api.ratings.publication import (
    BATCH,
    LEVELS,
    QUESTIONS,
    Counts,
    add_up,
    difference,
    figure,
    figures,
    is_due,
    percent,
    published,
)
from tests.people import Office, make_agency, make_office
from tests.ratings.rated import GOOD, new_token

LONG_AGO, FAR = date(2000, 1, 1), date(2100, 1, 1)


def answer(office: Office, at: datetime | None = None, **answers: Any) -> str:
    """One answer about a new dossier; its token."""
    link = new_token(office, at=at)
    answering.answer_by_token(link, {**GOOD, **answers}, at=at or now())
    return link


def picture(office: Office, from_: date = LONG_AGO, to: date = FAR) -> dict[str, Counts]:
    db.session.rollback()
    return published([office.agency.id], from_=from_, to=to)[office.agency.id]


def answers_shown(office: Office, question: str = "overall", from_: date = LONG_AGO, to: date = FAR) -> int:
    shown = figures(picture(office, from_, to))[question]
    return shown["answers"] if shown else 0


def test_the_fifth_answer_makes_the_first_figure(office: Office) -> None:
    for _ in range(4):
        answer(office)
        assert picture(office) == {}
    answer(office, overall="satisfied")
    assert figures(picture(office))["overall"] == {
        "answers": 5,
        "very_satisfied": 4,
        "satisfied": 1,
        "unsatisfied": 0,
        "satisfied_percent": 100.0,
    }


def test_only_the_tenth_moves_it_again(office: Office) -> None:
    seen = []
    for _ in range(11):
        answer(office)
        seen.append(answers_shown(office))
    assert seen == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


def test_a_question_waits_for_its_own_five(office: Office) -> None:
    for number in range(9):
        answer(office, **({"attitude": "unsatisfied"} if number % 2 == 0 else {"extra_money": number == 1}))
    shown = figures(picture(office))
    assert shown["overall"] is not None
    assert shown["overall"]["answers"] == 5
    assert shown["attitude"] == {
        "answers": 5,
        "very_satisfied": 0,
        "satisfied": 0,
        "unsatisfied": 5,
        "satisfied_percent": 0.0,
    }
    assert shown["extra_money"] is None, "four answered"
    answer(office, extra_money=False)
    assert figures(picture(office))["extra_money"] == {"answers": 5, "yes": 1, "no": 4, "yes_percent": 20.0}
    assert figures(picture(office))["time"] is None


def test_offices_do_not_fill_each_others_batches(office: Office) -> None:
    other = make_office(office[Role.RECEPTION].app, make_agency("Y99.01.02"), suffix="2")
    for one in (office, office, office, other, other, other):
        answer(one)
    assert picture(office) == picture(other) == {}


def test_a_correction_alone_does_not_move_the_picture(office: Office) -> None:
    links = [answer(office) for _ in range(5)]
    before = picture(office)
    answering.correct(links[-1], {"overall": "unsatisfied", "reason": "rude", "time": "satisfied"}, at=now())
    assert picture(office) == before
    for _ in range(4):
        answer(office)
        assert picture(office) == before
    answer(office)
    assert picture(office)["overall"] == {"very_satisfied": 9, "satisfied": 0, "unsatisfied": 1}


def test_a_correction_before_publication_counts_as_corrected(office: Office) -> None:
    link = answer(office)
    answering.correct(link, {"overall": "unsatisfied", "reason": "slow"}, at=now())
    for _ in range(4):
        answer(office)
    assert picture(office)["overall"] == {"very_satisfied": 4, "satisfied": 0, "unsatisfied": 1}


def test_a_period_shows_what_was_published_in_it(office: Office) -> None:
    december, january = datetime(2025, 12, 30, 3, tzinfo=UTC), datetime(2026, 1, 5, 3, tzinfo=UTC)
    for at in [december] * 8 + [january] * 2:
        answer(office, at=at)
    year_end, new_year = date(2025, 12, 31), date(2026, 1, 1)
    assert answers_shown(office, to=year_end) == 5
    assert answers_shown(office, from_=new_year) == 5, "three of them were given in December"
    assert answers_shown(office) == 10
    assert answers_shown(office, from_=date(2026, 1, 6)) == 0
    assert answers_shown(office, to=date(2025, 12, 29)) == 0


def test_a_correction_after_its_picture_makes_no_negative_figure(office: Office) -> None:
    december, january = datetime(2025, 12, 31, 3, tzinfo=UTC), datetime(2026, 1, 1, 3, tzinfo=UTC)
    links = [answer(office, at=december, overall="unsatisfied", reason="slow")]
    links += [answer(office, at=december) for _ in range(4)]
    answering.correct(links[0], GOOD, at=december + timedelta(minutes=9))
    for _ in range(5):
        answer(office, at=january)
    assert picture(office, from_=date(2026, 1, 1))["overall"] == {
        "very_satisfied": 6,
        "satisfied": 0,
        "unsatisfied": 0,
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_no_two_pictures_of_any_history_show_fewer_than_five(office: Office, seed: int) -> None:
    """Random answers, some corrected, over some days: everything visible differs by none or by five and more."""
    dice = random.Random(seed)
    at = datetime(2026, 3, 2, 3, tzinfo=UTC)
    recent: list[tuple[str, datetime]] = []
    pictures: list[dict[str, Counts]] = []
    for _ in range(40):
        at += timedelta(minutes=dice.choice([1, 4, 60, 24 * 60]))
        body = random_answers(dice)
        if recent and dice.random() < 0.3:
            link, answered_at = dice.choice(recent)
            if at < answered_at + timedelta(minutes=10):
                answering.correct(link, body, at=at)
        else:
            link = new_token(office, at=at)
            answering.answer_by_token(link, body, at=at)
            recent.append((link, at))
        pictures.append(picture(office))
    days = [
        date(2026, 3, 1) + timedelta(days=n) for n in range(0, (at.date() - date(2026, 3, 1)).days + 2, 3)
    ]
    pictures += [picture(office, first, last) for first, last in itertools.combinations(days, 2)]
    for question in QUESTIONS:
        totals = {sum(one.get(question, {}).values()) for one in pictures}
        assert not [total for total in totals if 0 < total < BATCH], question
        grown = sorted({sum(one.get(question, {}).values()) for one in pictures[:40]})
        assert all(later - earlier >= BATCH for earlier, later in itertools.pairwise(grown)), question
    assert answers_shown(office) >= 2 * BATCH, "the history was long enough to show something"


def random_answers(dice: random.Random) -> dict[str, Any]:
    body: dict[str, Any] = {
        question: dice.choice([*LEVELS, None]) for question in ("time", "attitude", "guidance", "information")
    }
    return {
        **body,
        "overall": dice.choice(LEVELS),
        "extra_money": dice.choice([True, False, None]),
        "reason": "x",
    }


# An answer given (+) or one taken back or changed by a correction, of one question.
_steps = st.lists(
    st.tuples(
        st.sampled_from(["answer", "change", "remove"]), st.sampled_from(LEVELS), st.sampled_from(LEVELS)
    ),
    max_size=80,
)


@settings(deadline=None)  # a busy machine is no failure
@given(_steps)
def test_the_rule_keeps_any_two_pictures_five_apart(steps: list[tuple[str, str, str]]) -> None:
    counts, pictures = dict.fromkeys(LEVELS, 0), [dict.fromkeys(LEVELS, 0)]
    for kind, level, other in steps:
        if kind == "answer":
            counts[level] += 1
            if is_due(answers=sum(counts.values()), published=sum(pictures[-1].values())):
                pictures.append(dict(counts))
        elif counts[level]:
            counts[level] -= 1
            counts[other] += kind == "change"
    for earlier, later in itertools.combinations(pictures, 2):
        assert sum(later.values()) - sum(earlier.values()) >= BATCH
        shown = difference(later, earlier)
        assert sum(shown.values()) >= BATCH
        assert min(shown.values()) >= 0


def test_several_offices_together_are_the_sum_of_what_is_published() -> None:
    one = {"overall": {"very_satisfied": 3, "satisfied": 2, "unsatisfied": 0}}
    other = {
        "overall": {"very_satisfied": 1, "satisfied": 0, "unsatisfied": 5},
        "extra_money": {"yes": 2, "no": 3},
    }
    assert add_up([one, {}, other]) == {
        "overall": {"very_satisfied": 4, "satisfied": 2, "unsatisfied": 5},
        "extra_money": {"yes": 2, "no": 3},
    }
    assert one["overall"]["very_satisfied"] == 3, "nothing given is changed"


def test_satisfied_are_the_two_upper_levels_of_three() -> None:
    shown = figure("attitude", {"very_satisfied": 1, "satisfied": 1, "unsatisfied": 4})
    assert shown == {
        "answers": 6,
        "very_satisfied": 1,
        "satisfied": 1,
        "unsatisfied": 4,
        "satisfied_percent": 33.3,
    }
    assert figure("attitude", {}) is None
    assert figure("extra_money", {"yes": 0, "no": 0}) is None


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 0, None),
        (0, 7, 0.0),
        (7, 7, 100.0),
        (1, 3, 33.3),
        (2, 3, 66.7),
        (1, 8, 12.5),
        (1, 16, 6.3),
        (3, 16, 18.8),
    ],
)
def test_percentages_have_one_decimal_halves_upwards(part: int, whole: int, expected: float | None) -> None:
    assert percent(part, whole) == expected
