"""Whether the histories of all dossiers are as the service wrote them: nothing changed, removed or put in behind it.

Four things are compared: each event with its chain, its free text with the hashes in it, the dossier's row with its
newest event (seal, status, due date), and the events with the signed heads. Reads in batches, changes nothing.
"""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from api.dossiers.events import chain_mac, history_seal, notes_hold
from api.dossiers.models import Dossier, DossierEvent
from api.dossiers.receipt_keys import published_keys
from api.dossiers.signed_heads import Head, digest_of_events, stored_heads
from api.extensions import db

_BATCH = 500


@dataclass(frozen=True)
class Finding:
    """`what` is stable: event_changed, event_missing, end_differs, unsealed, state_differs, text_changed,
    no_history, no_dossier, head_differs, head_forged, head_missing."""

    what: str
    where: str
    says: str


@dataclass
class Totals:
    dossiers: int = 0
    events: int = 0
    heads: int = 0


def verify(totals: Totals, *, kept: Sequence[Head] = ()) -> Iterator[Finding]:
    """Everything that does not hold. `kept`: heads that somebody kept outside the database."""
    heads = stored_heads()
    totals.heads = len(heads)
    yield from _about_heads(heads, kept)
    yield from _about_dossiers(totals, seals_are_complete=bool(heads))
    orphans = select(DossierEvent.dossier_id).where(~exists().where(Dossier.id == DossierEvent.dossier_id))
    for dossier_id in db.session.execute(orphans.distinct()).scalars():
        yield Finding("no_dossier", str(dossier_id), "there are events, but the dossier is gone")


def _about_dossiers(totals: Totals, *, seals_are_complete: bool) -> Iterator[Finding]:
    after: uuid.UUID | None = None
    while dossiers := _dossiers(after):
        histories = _histories([dossier.id for dossier in dossiers])
        for dossier in dossiers:
            history = histories.get(dossier.id, [])
            totals.dossiers += 1
            totals.events += len(history)
            yield from about_history(dossier, history, needs_seal=seals_are_complete)
        after = dossiers[-1].id
        db.session.rollback()  # no snapshot is held for an hour


def about_history(
    dossier: Dossier, history: Sequence[DossierEvent], *, needs_seal: bool
) -> Iterator[Finding]:
    """What does not hold of one dossier; `history` in the order of the sequence."""
    number = dossier.code or dossier.submission_number
    if not history:
        yield Finding("no_history", number, "the dossier has no events at all")
        return
    previous, expected = "", 1
    for event in history:
        where = f"{number} event {event.sequence}"
        if event.sequence != expected:
            yield Finding("event_missing", where, f"event {expected} should come before it")
        elif not hmac.compare_digest(event.mac, chain_mac(event, previous=previous)):
            yield Finding("event_changed", where, "the row was changed, or put in by somebody else")
        if not notes_hold(event):
            yield Finding("text_changed", where, "the text is not the one that was written")
        previous, expected = event.mac, event.sequence + 1
    yield from _about_end(dossier, history[-1], number, needs_seal=needs_seal)


def _about_end(dossier: Dossier, newest: DossierEvent, number: str, *, needs_seal: bool) -> Iterator[Finding]:
    if dossier.history_seal is None:
        if needs_seal:
            yield Finding("unsealed", number, "the seal over its newest event is gone")
    elif not hmac.compare_digest(dossier.history_seal, history_seal(newest)):
        says = f"event {newest.sequence} is not the newest that was written: later ones are gone"
        yield Finding("end_differs", number, says)
    if (dossier.status, dossier.due_on) != (newest.status_to, newest.due_after):
        says = (
            f"the dossier says status {dossier.status}, due {dossier.due_on}; "
            f"its newest event status {newest.status_to}, due {newest.due_after}"
        )
        yield Finding("state_differs", number, says)


def _about_heads(heads: Sequence[Head], kept: Sequence[Head]) -> Iterator[Finding]:
    keys = published_keys()
    after, previous = 0, ""
    for head in heads:
        where = f"head of {head.signed_at:%Y-%m-%d}"
        key = keys.get(head.key_id)
        if key is None or not head.signature_holds(key):
            yield Finding("head_forged", where, "its signature does not hold")
        if (head.after_id, head.previous) != (after, previous):
            yield Finding("head_missing", where, "the head before it is another, or gone")
        if digest_of_events(head.after_id, head.up_to_id, previous=head.previous) != (
            head.events,
            head.digest,
        ):
            says = f"events {head.after_id + 1} to {head.up_to_id} are not the {head.events} that were signed"
            yield Finding("head_differs", where, says)
        after, previous = head.up_to_id, head.digest
    yield from _about_kept(heads, kept)


def _about_kept(heads: Iterable[Head], kept: Sequence[Head]) -> Iterator[Finding]:
    """Heads kept outside that the database lacks: its newest ones can be removed together with their events."""
    known = {head.signature for head in heads}
    for head in kept:
        if head.signature not in known:
            yield Finding(
                "head_missing", f"head of {head.signed_at:%Y-%m-%d}", "kept outside, not in the database"
            )


def _dossiers(after: uuid.UUID | None) -> Sequence[Dossier]:
    statement = select(Dossier).order_by(Dossier.id).limit(_BATCH)
    if after is not None:
        statement = statement.where(Dossier.id > after)
    return db.session.execute(statement).scalars().all()


def _histories(dossier_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[DossierEvent]]:
    statement = (
        select(DossierEvent)
        .where(DossierEvent.dossier_id.in_(dossier_ids))
        .order_by(DossierEvent.dossier_id, DossierEvent.sequence)
        .options(selectinload(DossierEvent.paper_reasons))
    )
    events = db.session.execute(statement).scalars()
    return {dossier_id: list(found) for dossier_id, found in groupby(events, lambda e: e.dossier_id)}
