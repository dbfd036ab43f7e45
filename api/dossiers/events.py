"""Adding to a dossier's history. Rows are only added, and each is chained to the one before.

mac = HMAC-SHA256(key, previous mac | canonical JSON of the row). The key is derived from the application's secret and
is not in the database, so whoever can write there cannot make a chain that fits. The dossier's row holds a seal over
its newest event, with another key, so that the end cannot be cut off unseen either; audit.py looks at all of it. Free
text stands in its own row, which may be erased; the event keeps its salted hash.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from api.config import current_settings
from api.dossiers.models import Dossier, DossierEvent, DossierNote, DossierPaperReason
from api.dossiers.signals import dossier_changed
from api.extensions import db


@dataclass(frozen=True)
class Actor:
    """Who did it: 'citizen:<uuid>', 'officer:<uuid>' or 'system', and in which position."""

    name: str
    position: str


def add_event(
    dossier: Dossier,
    *,
    actor: Actor,
    at: datetime,
    action: str,
    status_from: int | None,
    due_before: date | None = None,
    note: str | None = None,
    facts: dict[str, Any] | None = None,
    paper_reasons: dict[str, str] | None = None,
) -> DossierEvent:
    """Record what was just done to the (locked) dossier and tell the higher folders, all in the caller's unit."""
    flag_modified(dossier, "status")  # every step raises the version, so that a stale If-Match is noticed
    with db.session.no_autoflush:  # what is written of the dossier is written once, with its seal
        last = db.session.execute(
            select(DossierEvent.sequence, DossierEvent.mac)
            .where(DossierEvent.dossier_id == dossier.id)
            .order_by(DossierEvent.sequence.desc())
            .limit(1)
        ).one_or_none()
    event = DossierEvent(
        dossier_id=dossier.id,
        sequence=last.sequence + 1 if last else 1,
        at=at,
        actor=actor.name,
        actor_position=actor.position,
        agency_id=dossier.agency_id,
        action=action,
        status_from=status_from,
        status_to=dossier.status,
        due_before=due_before,
        due_after=dossier.due_on,
        facts=facts or {},
    )
    if paper_reasons:
        _add_reasons(event, paper_reasons)
    if note:
        salt = secrets.token_hex(16)
        event.note = DossierNote(salt=salt, text=note)
        event.note_hash = note_hash(salt, note)
    event.mac = chain_mac(event, previous=last.mac if last else "")
    dossier.history_seal = history_seal(event)
    db.session.add(event)
    db.session.flush()
    dossier_changed.send(dossier, event=event)
    return event


def chain_mac(event: DossierEvent, *, previous: str, key: bytes | None = None) -> str:
    """The hex MAC of an event after the one whose MAC is `previous` ('' for the first)."""
    row = {
        "dossier": str(event.dossier_id),
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": event.actor,
        "position": event.actor_position,
        "agency": event.agency_id,
        "action": event.action,
        "from": event.status_from,
        "to": event.status_to,
        "due_before": event.due_before.isoformat() if event.due_before else None,
        "due_after": event.due_after.isoformat() if event.due_after else None,
        "facts": event.facts,
        "note_hash": event.note_hash,
    }
    text = previous + json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key or current_settings().key("event-chain"), text.encode(), hashlib.sha256).hexdigest()


def history_seal(event: DossierEvent, *, key: bytes | None = None) -> str:
    """The hex MAC that says 'this event is the newest of its dossier'. No event's own MAC can stand for it."""
    text = f"{event.dossier_id} {event.sequence} {event.mac}"
    return hmac.new(key or current_settings().key("history-seal"), text.encode(), hashlib.sha256).hexdigest()


def _add_reasons(event: DossierEvent, reasons: dict[str, str]) -> None:
    """Why each paper was asked for: the words in rows that may be erased, their salted hashes in the chain."""
    hashes = {}
    for requirement_id, text in reasons.items():
        salt = secrets.token_hex(16)
        event.paper_reasons.append(DossierPaperReason(requirement_id=requirement_id, salt=salt, text=text))
        hashes[requirement_id] = note_hash(salt, text)
    event.facts = {**event.facts, "reason_hashes": hashes}


def note_hash(salt: str, text: str) -> str:
    return hashlib.sha256((salt + text).encode()).hexdigest()


def notes_hold(event: DossierEvent) -> bool:
    """Whether the free text that is still there of an event fits its hashes."""
    if event.note is not None and event.note_hash != note_hash(event.note.salt, event.note.text):
        return False
    hashes = event.facts.get("reason_hashes", {})
    return all(hashes.get(r.requirement_id) == note_hash(r.salt, r.text) for r in event.paper_reasons)


def chain_holds(events: list[DossierEvent]) -> bool:
    """Whether a dossier's events, in order, fit their chain and the notes that are still there fit their hashes."""
    previous = ""
    for number, event in enumerate(events, start=1):
        fits = hmac.compare_digest(event.mac, chain_mac(event, previous=previous))
        if event.sequence != number or not fits or not notes_hold(event):
            return False
        previous = event.mac
    return True
