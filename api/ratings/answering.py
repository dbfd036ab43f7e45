"""Answering about a stage, once, and correcting it for ten minutes (feature 48; NĐ 61/2018 Art 31(1)).

The right to answer is a row that knows the dossier (RatingInvitation); the answer is a row that does not
(Rating). Who may answer: the holder of the invitation's token, or the signed-in owner of the dossier. Both
lead through the same locked invitation, so that a stage has one answer however many try at once. For ten
minutes the token also leads to the answer; then the worker erases that thread and the time, and only the
day remains.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import Agency
from api.dossiers import claims, receipt_secrets
from api.dossiers.errors import UnknownDossier, WrongSecret
from api.dossiers.models import Dossier
from api.errors import field_error
from api.extensions import db, lock, write_unit
from api.ratings import publication, sealing
from api.ratings.errors import (
    REASON_NEEDED,
    AlreadyRated,
    CorrectionOver,
    NotRatedYet,
    OtherStage,
    RatingExpired,
    RatingReasonMissing,
    StageNotOpen,
    UnknownRatingLink,
)
from api.ratings.models import Rating, RatingInvitation
from api.ratings.stages import Stage
from api.ratings.tokens import correction_hash_of, hash_of, token_of

CORRECT_WITHIN = timedelta(minutes=10)
ANSWERS = (*publication.QUESTIONS, "trips", "agencies_visited", "reason")


@dataclass(frozen=True)
class Answered:
    """`correction_token` opens PUT /ratings/{token} until `correctable_until`."""

    stage: str
    correction_token: str
    correctable_until: datetime | None


def look(token: str, *, at: datetime) -> dict[str, Any]:
    """What the page behind a link needs, never the answer. Raises UnknownRatingLink or RatingExpired."""
    invitation = db.session.execute(_by_token(token)).scalar_one_or_none()
    if invitation is None:
        raise UnknownRatingLink
    correctable_until = _still_correctable(invitation, at)
    if invitation.expires_at <= at and correctable_until is None:
        raise RatingExpired
    dossier = db.session.get_one(Dossier, invitation.dossier_id)
    return {
        "stage": invitation.stage,
        "procedure_name": dossier.procedure_version.content["name"],
        "agency_name": dossier.agency.name,
        "answered": invitation.used,
        "correctable_until": correctable_until,
        "expires_at": invitation.expires_at,
    }


def answer_by_token(token: str, body: dict[str, Any], *, at: datetime) -> Answered:
    """Raises UnknownRatingLink, OtherStage, RatingReasonMissing, AlreadyRated or RatingExpired."""
    check_answers(body)
    with write_unit():
        invitation = _locked(_by_token(token))
        if invitation is None:
            raise UnknownRatingLink
        _check_stage(invitation, body)
        return _answer(invitation, body, source="token", at=at)


def answer_as_owner(
    dossier_id: uuid.UUID, body: dict[str, Any], *, citizen_id: uuid.UUID, at: datetime
) -> Answered:
    """Raises UnknownDossier (also for another's), StageNotOpen, AlreadyRated, RatingExpired or RatingReasonMissing."""
    check_answers(body)
    with write_unit():
        dossier = db.session.get(Dossier, dossier_id)
        if dossier is None or dossier.citizen_id != citizen_id:
            raise UnknownDossier
        invitation = _locked(
            select(RatingInvitation).where(
                RatingInvitation.dossier_id == dossier_id, RatingInvitation.stage == body["stage"]
            )
        )
        if invitation is None:
            raise StageNotOpen
        return _answer(invitation, body, source="app", at=at)


def correct(token: str, body: dict[str, Any], *, at: datetime) -> Answered:
    """Replace the answer. The figures do not move by it before the next batch is complete.

    Raises UnknownRatingLink, OtherStage, RatingReasonMissing, NotRatedYet or CorrectionOver.
    """
    check_answers(body)
    with write_unit():
        invitation = _locked(_by_token(token))
        if invitation is None:
            raise UnknownRatingLink
        _check_stage(invitation, body)
        if not invitation.used:
            raise NotRatedYet
        rating = db.session.execute(
            select(Rating).where(Rating.correction_hash == correction_hash_of(token))
        ).scalar_one_or_none()
        if rating is None or _still_correctable(invitation, at) is None:
            raise CorrectionOver
        for name in ANSWERS:
            setattr(rating, name, body.get(name))
        return Answered(invitation.stage, token, invitation.correctable_until)


def open_stages(number: str, secret: str, *, at: datetime) -> list[dict[str, Any]]:
    """What the holder of a receipt may rate, in the order of the stages. Raises UnknownDossier or
    WrongSecret.

    The token of a stage that has been answered is not given: whoever answered has it, and nobody else may
    correct.
    """
    dossier = claims.find(number)
    if dossier is None:
        raise UnknownDossier
    if not receipt_secrets.opens(dossier, secret):
        raise WrongSecret
    return [
        {
            "stage": invitation.stage,
            "answered": invitation.used,
            "token": None if invitation.used else token_of(invitation.id),
            "expires_at": invitation.expires_at,
        }
        for invitation in _open_invitations(dossier, at)
    ]


def owners_stages(dossier_id: uuid.UUID, *, citizen_id: uuid.UUID, at: datetime) -> list[dict[str, Any]]:
    """What the owner may rate, and what he has rated while it stood open, in the order of the stages.

    Raises UnknownDossier (also for another's).
    """
    dossier = db.session.get(Dossier, dossier_id)
    if dossier is None or dossier.citizen_id != citizen_id:
        raise UnknownDossier
    return [
        {
            "stage": invitation.stage,
            "answered": invitation.used,
            "correctable_until": _still_correctable(invitation, at),
            "expires_at": invitation.expires_at,
        }
        for invitation in _open_invitations(dossier, at)
    ]


def _open_invitations(dossier: Dossier, at: datetime) -> list[RatingInvitation]:
    found = db.session.execute(
        select(RatingInvitation).where(
            RatingInvitation.dossier_id == dossier.id, RatingInvitation.expires_at > at
        )
    ).scalars()
    order = list(Stage)
    return sorted(found, key=lambda one: order.index(Stage(one.stage)))


def forget_corrections(at: datetime) -> None:
    """Erase what led from links to answers, and the exact times, once their ten minutes are over.

    Part of the worker's sweep. Answers are read before invitations, so that one given meanwhile is not touched.
    Whatever is not open any more is erased, also after a change of the application's key. The two tables are written
    in units of their own: rows written by one transaction carry its number on PostgreSQL (xmin), which would join them.
    """
    hashes = set(
        db.session.execute(
            select(Rating.correction_hash).where(Rating.correction_hash.is_not(None))
        ).scalars()
    )
    if not hashes:
        return
    timed = db.session.execute(
        select(RatingInvitation.id, RatingInvitation.correctable_until).where(
            RatingInvitation.correctable_until.is_not(None)
        )
    ).all()
    over = sorted(row.id for row in timed if row.correctable_until <= at)
    open_ = {correction_hash_of(token_of(row.id)) for row in timed if row.correctable_until > at}
    closed = sorted(one for one in hashes if one and one not in open_)
    with write_unit():
        db.session.execute(
            update(Rating).where(Rating.correction_hash.in_(closed)).values(correction_hash=None)
        )
    with write_unit():
        db.session.execute(
            update(RatingInvitation).where(RatingInvitation.id.in_(over)).values(correctable_until=None)
        )


def check_answers(body: dict[str, Any]) -> None:
    """Whoever was not satisfied says why, in words or by a chip's code (domain.md feature 47).

    Raises RatingReasonMissing.
    """
    if body["overall"] == "unsatisfied" and not (body.get("reason") or "").strip():
        raise RatingReasonMissing(errors=[field_error("reason", REASON_NEEDED)])


def _answer(invitation: RatingInvitation, body: dict[str, Any], *, source: str, at: datetime) -> Answered:
    if invitation.used:
        raise AlreadyRated
    if invitation.expires_at <= at:
        raise RatingExpired
    dossier = db.session.get_one(Dossier, invitation.dossier_id)
    # Before the answer is written: two that had both written could no longer get the lock on PostgreSQL.
    lock(Agency, dossier.agency_id)
    token, today = token_of(invitation.id), at.astimezone(TIME_ZONE).date()
    invitation.used = True
    invitation.correctable_until = at + CORRECT_WITHIN
    db.session.add(
        Rating(
            id=uuid.uuid4(),
            agency_id=dossier.agency_id,
            officer_id=invitation.officer_id,
            stage=invitation.stage,
            rated_on=today,
            source=source,
            sealed_link=sealing.seal(dossier.id, invitation.stage),
            correction_hash=correction_hash_of(token),
            **{name: body.get(name) for name in ANSWERS},
        )
    )
    publication.publish_due(dossier.agency_id, on=today)
    return Answered(invitation.stage, token, invitation.correctable_until)


def _by_token(token: str) -> Any:
    return select(RatingInvitation).where(RatingInvitation.token_hash == hash_of(token))


def _locked(statement: Any) -> RatingInvitation | None:
    found = db.session.execute(statement).scalar_one_or_none()
    return lock(RatingInvitation, found.id) if found else None


def _check_stage(invitation: RatingInvitation, body: dict[str, Any]) -> None:
    if body.get("stage") not in (None, invitation.stage):
        raise OtherStage


def _still_correctable(invitation: RatingInvitation, at: datetime) -> datetime | None:
    until = invitation.correctable_until
    return until if until is not None and at < until else None
