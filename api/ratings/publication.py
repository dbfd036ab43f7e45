"""Satisfaction leaves the house only in batches of five (promise 5 of the design).

For every agency and question there is a line of pictures, each holding cumulative counts. A new picture is
taken when at least BATCH answers to that question came since the last one. Everything anybody can see is
one picture or the difference of two, so it always speaks of no answer or of at least five, whatever periods
or filters are subtracted from each other. An answer corrected after its picture was taken comes out with
the next picture, mixed with five new ones. Counts that are not in a picture must not be shown anywhere, not
even their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, func, select

from api.extensions import db
from api.ratings.models import Rating, RatingPublication

BATCH = 5
LEVELS = ("very_satisfied", "satisfied", "unsatisfied")
SATISFIED_LEVELS = frozenset({"very_satisfied", "satisfied"})
LEVEL_QUESTIONS = ("overall", "time", "attitude", "guidance", "information")
QUESTIONS = (*LEVEL_QUESTIONS, "extra_money")

Counts: TypeAlias = dict[str, int]
"""Answers by their value: one of LEVELS, or 'yes' and 'no'."""


def is_due(*, answers: int, published: int) -> bool:
    """Whether a new picture may be taken, with this many answers now and this many in the last one."""
    return answers - published >= BATCH


def difference(later: Mapping[str, int], earlier: Mapping[str, int]) -> Counts:
    """What came between two pictures of a question.

    A correction after the earlier picture can leave fewer answers of a value than there were; that counts
    as none.
    """
    return {value: max(0, count - earlier.get(value, 0)) for value, count in later.items()}


def figure(question: str, counts: Mapping[str, int]) -> dict[str, Any] | None:
    """The counts as they are shown, with the share that matters; None when nothing is published."""
    answers = sum(counts.values())
    if not answers:
        return None
    if question in LEVEL_QUESTIONS:
        satisfied = sum(counts[level] for level in SATISFIED_LEVELS)
        return {"answers": answers, **counts, "satisfied_percent": percent(satisfied, answers)}
    return {"answers": answers, **counts, "yes_percent": percent(counts["yes"], answers)}


def figures(counts_by_question: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, Any] | None]:
    """Question → figure or None, for every question."""
    return {question: figure(question, counts_by_question.get(question, {})) for question in QUESTIONS}


def add_up(of_agencies: Iterable[Mapping[str, Mapping[str, int]]]) -> dict[str, Counts]:
    """Several agencies together, from what is published of each."""
    total: dict[str, Counts] = {}
    for counts_by_question in of_agencies:
        for question, counts in counts_by_question.items():
            sums = total.setdefault(question, dict.fromkeys(counts, 0))
            for value, count in counts.items():
                sums[value] += count
    return total


def percent(part: int, whole: int) -> float | None:
    """To one decimal, halves upwards (TT 01/2018 Art 15); None of nothing."""
    return (part * 2000 + whole) // (2 * whole) / 10 if whole else None


def _values(question: str) -> dict[str, ColumnElement[bool]]:
    column = getattr(Rating, question)
    if question == "extra_money":
        return {"yes": column.is_(True), "no": column.is_(False)}
    return {level: column == level for level in LEVELS}


_CURRENT = select(
    *(
        func.count().filter(condition).label(f"{question}.{value}")
        for question in QUESTIONS
        for value, condition in _values(question).items()
    )
)


def publish_due(agency_id: int, *, on: date) -> None:
    """Take the pictures that are due after a new answer.

    Belongs into the unit of the answer, with the agency's row locked, so that pictures are taken one after
    another.
    """
    last = _last_pictures(agency_id)
    for question, counts in _current(agency_id).items():
        number, published = last.get(question, (0, 0))
        answers = sum(counts.values())
        if is_due(answers=answers, published=published):
            db.session.add(
                RatingPublication(
                    agency_id=agency_id,
                    question=question,
                    number=number + 1,
                    published_on=on,
                    answers=answers,
                    counts=counts,
                )
            )


def published(agency_ids: list[int], *, from_: date, to: date) -> dict[int, dict[str, Counts]]:
    """Agency → question → counts published in the period, both days included; nothing where nothing was."""
    before = _pictures(agency_ids, RatingPublication.published_on < from_)
    found: dict[int, dict[str, Counts]] = {agency_id: {} for agency_id in agency_ids}
    for (agency_id, question), counts in _pictures(agency_ids, RatingPublication.published_on <= to).items():
        found[agency_id][question] = difference(counts, before.get((agency_id, question), {}))
    return found


def _current(agency_id: int) -> dict[str, Counts]:
    row = db.session.execute(_CURRENT.where(Rating.agency_id == agency_id)).mappings().one()
    return {
        question: {value: row[f"{question}.{value}"] for value in _values(question)} for question in QUESTIONS
    }


def _last_pictures(agency_id: int) -> dict[str, tuple[int, int]]:
    """Question → number and answers of its last picture. Both only grow."""
    statement = (
        select(
            RatingPublication.question,
            func.max(RatingPublication.number),
            func.max(RatingPublication.answers),
        )
        .where(RatingPublication.agency_id == agency_id)
        .group_by(RatingPublication.question)
    )
    return {question: (number, answers) for question, number, answers in db.session.execute(statement)}


def _pictures(agency_ids: list[int], condition: ColumnElement[bool]) -> dict[tuple[int, str], Counts]:
    """The last picture of each agency and question among those that meet the condition."""
    last = (
        select(
            RatingPublication.agency_id,
            RatingPublication.question,
            func.max(RatingPublication.number).label("number"),
        )
        .where(RatingPublication.agency_id.in_(agency_ids), condition)
        .group_by(RatingPublication.agency_id, RatingPublication.question)
        .subquery()
    )
    statement = select(
        RatingPublication.agency_id, RatingPublication.question, RatingPublication.counts
    ).join(
        last,
        (RatingPublication.agency_id == last.c.agency_id)
        & (RatingPublication.question == last.c.question)
        & (RatingPublication.number == last.c.number),
    )
    return {(agency_id, question): counts for agency_id, question, counts in db.session.execute(statement)}
