"""Once a day a signature over every event added since the one before, kept also outside the database.

Who can write to the database can put back an old state of a dossier with the seal it had then (events.py). What a
head covers cannot be taken back so: its digest goes over the id and the MAC of each event, it holds the digest of the
head before, and it is signed with the key of the acknowledgements, whose public half is published. Lines of
`<data>/audit/heads.jsonl` are the same heads; give them to somebody who keeps them elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select, text, update

from api.calendars.opening_hours import TIME_ZONE
from api.config import current_settings
from api.dossiers.events import history_seal
from api.dossiers.models import Dossier, DossierEvent, SignedHead
from api.dossiers.receipt_keys import key_in_use, write_down
from api.dossiers.signed_statements import decode, encode, key_id_of
from api.extensions import db, insert, write_unit

_DOMAIN = b"motcua-head 1\n"
_ROWS = 5_000


@dataclass(frozen=True)
class Head:
    """Events with after_id < id <= up_to_id. Digests in hex; `previous` is '' for the first."""

    signed_at: datetime
    after_id: int
    up_to_id: int
    events: int
    digest: str
    previous: str
    key_id: str
    signature: str

    def signed_bytes(self) -> bytes:
        facts = self.as_json()
        del facts["signature"]
        return _DOMAIN + json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()

    def signature_holds(self, key: Ed25519PublicKey) -> bool:
        try:
            key.verify(decode(self.signature), self.signed_bytes())
        except (InvalidSignature, ValueError):
            return False
        return True

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "signed_at": self.signed_at.astimezone(UTC).isoformat()}


def heads_file() -> Path:
    return current_settings().data_dir / "audit" / "heads.jsonl"


def read_heads(path: Path) -> list[Head]:
    """Raises ValueError for a line that is no head."""
    heads = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            facts = json.loads(line)
            heads.append(Head(**{**facts, "signed_at": datetime.fromisoformat(facts["signed_at"])}))
        except (ValueError, TypeError, KeyError) as error:
            raise ValueError(f"line {number} of {path.name} is no signed head") from error
    return heads


def stored_heads() -> list[Head]:
    """All heads, oldest first."""
    return [_head(row) for row in db.session.execute(select(SignedHead).order_by(SignedHead.id)).scalars()]


def sign_when_due(at: datetime) -> Head | None:
    """For the worker's sweep: the first of a day in Vietnam signs what was added since the last."""
    last = _newest()
    if last is not None and last.signed_at.astimezone(TIME_ZONE).date() >= at.astimezone(TIME_ZONE).date():
        return None
    return sign(at)


def sign(at: datetime) -> Head | None:
    """Sign all events up to now; None when there are no new ones, or another process has just signed them."""
    last = _newest()
    if last is None:
        _seal_what_is_older()
    up_to = _newest_event_id()
    after = last.up_to_id if last else 0
    if up_to is None or up_to <= after:
        return None
    count, digest = digest_of_events(after, up_to, previous=last.digest if last else "")
    key = key_in_use()
    unsigned = Head(
        signed_at=at, after_id=after, up_to_id=up_to, events=count, digest=digest,
        previous=last.digest if last else "", key_id=key_id_of(key.public_key()), signature="",
    )  # fmt: skip
    signature = encode(key.sign(unsigned.signed_bytes()))
    head = Head(**{**asdict(unsigned), "signature": signature})
    with write_unit():
        statement = (
            insert(SignedHead).values(**asdict(head)).on_conflict_do_nothing().returning(SignedHead.id)
        )
        if db.session.execute(statement).scalar_one_or_none() is None:
            return None
        write_down(key.public_key())
    _keep_outside(head)
    return head


def digest_of_events(after: int, up_to: int, *, previous: str) -> tuple[int, str]:
    """(how many events, SHA-256 over `previous` and 'id mac' of each in the order of their ids)."""
    digest, count = hashlib.sha256(previous.encode()), 0
    for event_id, mac in _events_between(after, up_to):
        digest.update(f"\n{event_id} {mac}".encode())
        count += 1
    return count, digest.hexdigest()


def _events_between(after: int, up_to: int) -> Iterator[tuple[int, str]]:
    statement = select(DossierEvent.id, DossierEvent.mac).order_by(DossierEvent.id).limit(_ROWS)
    while rows := db.session.execute(
        statement.where(DossierEvent.id > after, DossierEvent.id <= up_to)
    ).all():
        yield from ((row.id, row.mac) for row in rows)
        after = rows[-1].id


def _newest_event_id() -> int | None:
    """Every event with a lower id is committed: on PostgreSQL writers are waited for, so that none comes later."""
    with write_unit():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("SET LOCAL lock_timeout = '20s'"))
            db.session.execute(text("LOCK TABLE dossier_events IN SHARE MODE"))
        return db.session.execute(select(func.max(DossierEvent.id))).scalar_one()


def _seal_what_is_older() -> None:
    """Once, before the first head: dossiers from before there were seals. Later a missing seal is a finding."""
    unsealed = select(Dossier.id).where(Dossier.history_seal.is_(None)).limit(_ROWS)
    while ids := db.session.execute(unsealed).scalars().all():
        with write_unit():
            for dossier_id in ids:
                newest = db.session.execute(
                    select(DossierEvent)
                    .where(DossierEvent.dossier_id == dossier_id)
                    .order_by(DossierEvent.sequence.desc())
                    .limit(1)
                ).scalar_one_or_none()
                seal = history_seal(newest) if newest else ""
                mine = Dossier.id == dossier_id, Dossier.history_seal.is_(None)
                db.session.execute(update(Dossier).where(*mine).values(history_seal=seal))


def _newest() -> Head | None:
    statement = select(SignedHead).order_by(SignedHead.id.desc()).limit(1)
    row = db.session.execute(statement).scalar_one_or_none()
    return _head(row) if row else None


def _head(row: SignedHead) -> Head:
    return Head(**{name: getattr(row, name) for name in Head.__dataclass_fields__})


def _keep_outside(head: Head) -> None:
    path = heads_file()
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with path.open("a", encoding="utf-8") as kept:
        kept.write(json.dumps(head.as_json(), sort_keys=True) + "\n")
