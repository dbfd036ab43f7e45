"""Drafts that a citizen has asked to keep, to go on with on another device.

Only at their wish, for thirty days after the last change, at most twenty a citizen. A draft holds names, numbers and
what somebody needs from the state, so all of it is sealed (AES-256-GCM, decision 0007) and bound to its id and its
citizen; beside it stand only what is needed to find and to end it. It goes in the unit in which it is handed in.

Two devices may change the same draft. Each says which version it saw; the later one is refused (412) and its owner
chooses. The same content again is no change, so that a save whose answer was lost can be repeated.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from marshmallow import EXCLUDE
from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from api.accounts.identity import Caller
from api.accounts.models import Citizen
from api.catalogue.models import Procedure
from api.config import current_settings
from api.documents.errors import StoredFileMissing
from api.documents.manifest import ManifestEntry, check_manifest, finish_pending
from api.documents.models import Upload
from api.documents.storage import store
from api.dossiers.draft_schemas import DraftContentSchema
from api.dossiers.errors import (
    DraftChangedElsewhere,
    DraftHandedIn,
    ManifestRefused,
    TooManyDrafts,
    UnknownDossier,
    UnknownDraft,
    UnknownProcedureHandedIn,
)
from api.dossiers.models import Dossier, DossierEvent, KeptDraft
from api.dossiers.signals import dossier_changed
from api.extensions import db, lock, write_unit

KEPT_FOR = timedelta(days=30)
MOST = 20
_NONCE_BYTES = 12
_CONTENT = DraftContentSchema()


@dataclass(frozen=True)
class OpenDraft:
    """A kept draft with its content as it crosses the wire."""

    row: KeptDraft
    content: dict[str, Any]

    def line(self, procedure_name: str) -> dict[str, Any]:
        return {
            "id": self.row.id,
            "version": self.row.version,
            "kind": self.content["kind"],
            "procedure_code": self.content["procedure_code"],
            "procedure_name": procedure_name,
            "pages": len(self.content["pages"]),
            "updated_at": self.row.updated_at,
            "expires_at": self.row.expires_at,
        }


def connect() -> None:
    """Listen for dossiers that are handed in; calling it again changes nothing."""
    dossier_changed.connect(_forget_handed_in)


def keep(
    draft_id: uuid.UUID,
    content: dict[str, Any],
    *,
    seen: int | None,
    force: bool,
    caller: Caller,
    at: datetime,
) -> dict[str, Any]:
    """Keep the draft as it is now; answers its line.

    `seen` is the version this device last read or wrote, None for a draft that is kept for the first time; `force`
    overwrites whatever is there. Raises DraftChangedElsewhere, DraftHandedIn, TooManyDrafts, ManifestRefused for pages
    that are not on the server, UnknownProcedureHandedIn, UnknownDossier for a supplement to none of theirs, and
    UnknownDraft for another's.
    """
    name = _procedure_name(content["procedure_code"])
    if name is None:
        raise UnknownProcedureHandedIn(procedure_code=content["procedure_code"])
    finish_pending([page["upload_id"] for page in content["pages"]])
    for last_try in (False, True):
        try:
            with write_unit():
                row = _write(draft_id, content, seen=seen, force=force, caller=caller, at=at)
            return OpenDraft(row, content).line(name)
        except IntegrityError:  # another device was first with this id
            if last_try:
                raise
    raise AssertionError("unreachable")


def mine(caller: Caller, *, at: datetime) -> list[dict[str, Any]]:
    """The citizen's kept drafts, the last changed first."""
    statement = (
        select(KeptDraft)
        .where(KeptDraft.citizen_id == caller.id, KeptDraft.expires_at > at)
        .order_by(KeptDraft.updated_at.desc())
    )
    opened = [_open(row) for row in db.session.execute(statement).scalars()]
    names = _procedure_names({draft.content["procedure_code"] for draft in opened})
    return [draft.line(names.get(draft.content["procedure_code"], "")) for draft in opened]


def whole(draft_id: uuid.UUID, *, caller: Caller, at: datetime) -> dict[str, Any]:
    """One of the citizen's drafts with its content. Raises UnknownDraft."""
    draft = _open(_own(db.session.get(KeptDraft, draft_id), caller, at))
    uploads = _uploads(draft.content)
    missing = [page["upload_id"] for page in draft.content["pages"] if page["upload_id"] not in uploads]
    name = _procedure_name(draft.content["procedure_code"]) or ""
    return {**draft.line(name), "content": draft.content, "missing_uploads": missing}


def page(draft_id: uuid.UUID, upload_id: uuid.UUID, *, caller: Caller, at: datetime) -> Upload:
    """The upload behind a page of the draft. Raises UnknownDraft, and StoredFileMissing when it has expired."""
    draft = _open(_own(db.session.get(KeptDraft, draft_id), caller, at))
    if upload_id not in {one["upload_id"] for one in draft.content["pages"]}:
        raise UnknownDraft
    upload = _uploads(draft.content).get(upload_id)
    if upload is None:
        raise StoredFileMissing
    return upload


def forget(draft_id: uuid.UUID, *, caller: Caller, at: datetime) -> None:
    """The citizen does not want it kept any more. Raises UnknownDraft."""
    with write_unit():
        db.session.delete(_own(lock(KeptDraft, draft_id), caller, at))


def forget_expired(at: datetime) -> None:
    """Inside the caller's write unit."""
    db.session.execute(delete(KeptDraft).where(KeptDraft.expires_at <= at))


def _write(
    draft_id: uuid.UUID,
    content: dict[str, Any],
    *,
    seen: int | None,
    force: bool,
    caller: Caller,
    at: datetime,
) -> KeptDraft:
    dossier = db.session.get(Dossier, content["dossier_id"])
    if content["kind"] == "dossier" and dossier is not None:
        raise DraftHandedIn
    if content["kind"] == "supplement" and (dossier is None or dossier.citizen_id != caller.id):
        raise UnknownDossier
    row = lock(KeptDraft, draft_id)
    if row is not None and row.citizen_id == caller.id and row.expires_at <= at:
        db.session.delete(row)
        db.session.flush()
        row = None
    if row is None:
        # Nothing is made anew for who has seen a version: it was ended on another device.
        if seen is not None and not force:
            raise UnknownDraft
        _check_number(caller, at=at)
    elif row.citizen_id != caller.id:
        raise UnknownDraft
    elif row.content_hash == _hash(content):
        return row
    elif row.version != seen and not force:
        raise DraftChangedElsewhere(headers={"ETag": f'"{row.version}"'})
    _check_pages(content, caller)
    if row is None:
        row = KeptDraft(id=draft_id, citizen_id=caller.id, version=0)
        db.session.add(row)
    row.dossier_id = content["dossier_id"]
    row.version += 1
    row.content_hash = _hash(content)
    row.sealed = _seal(content, row)
    row.updated_at, row.expires_at = at, at + KEPT_FOR
    # Its pages stay as long as the draft does.
    pages = and_(
        Upload.id.in_([page["upload_id"] for page in content["pages"]]),
        Upload.owner == caller.actor,
        Upload.expires_at < row.expires_at,
    )
    db.session.execute(update(Upload).where(pages).values(expires_at=row.expires_at))
    db.session.flush()
    return row


def _check_number(caller: Caller, *, at: datetime) -> None:
    lock(Citizen, caller.id)  # two devices at once must not both be the last
    statement = select(func.count()).where(KeptDraft.citizen_id == caller.id, KeptDraft.expires_at > at)
    if db.session.execute(statement).scalar_one() >= MOST:
        raise TooManyDrafts(most=MOST)


def _check_pages(content: dict[str, Any], caller: Caller) -> None:
    entries = [
        ManifestEntry(**{key: page[key] for key in ("requirement_id", "upload_id", "sha256", "size")})
        for page in content["pages"]
    ]
    problems = check_manifest(entries, owner=caller.actor, dossier_id=content["dossier_id"])
    if problems:
        raise ManifestRefused(errors=[problem.to_json() for problem in problems])


def _forget_handed_in(dossier: Dossier, *, event: DossierEvent, **_more: Any) -> None:
    if event.action in ("submit", "supplement") and dossier.citizen_id is not None:
        db.session.execute(
            delete(KeptDraft).where(
                KeptDraft.dossier_id == dossier.id, KeptDraft.citizen_id == dossier.citizen_id
            )
        )


def _own(row: KeptDraft | None, caller: Caller, at: datetime) -> KeptDraft:
    if row is None or row.citizen_id != caller.id or row.expires_at <= at:
        raise UnknownDraft
    return row


def _uploads(content: dict[str, Any]) -> dict[uuid.UUID, Upload]:
    """Those of its pages whose bytes can be had."""
    wanted = [page["upload_id"] for page in content["pages"]]
    found = db.session.execute(select(Upload).where(Upload.id.in_(wanted))).scalars()
    kept = store()
    return {upload.id: upload for upload in found if upload.storage_key and kept.exists(upload.storage_key)}


def _procedure_name(code: str) -> str | None:
    return _procedure_names({code}).get(code)


def _procedure_names(codes: set[str]) -> dict[str, str]:
    rows = db.session.execute(select(Procedure.code, Procedure.name).where(Procedure.code.in_(codes)))
    return {row.code: row.name for row in rows}


def _text(content: dict[str, Any]) -> bytes:
    return orjson.dumps(_CONTENT.dump(content), option=orjson.OPT_SORT_KEYS)


def _hash(content: dict[str, Any]) -> str:
    """Keyed, so that nobody with a copy of the database can try which name and number it was made of."""
    key = current_settings().key("draft-hash")
    return hashlib.blake2b(_text(content), key=key, digest_size=32).hexdigest()


def _seal(content: dict[str, Any], row: KeptDraft) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, _text(content), _bound_to(row))


def _open(row: KeptDraft) -> OpenDraft:
    """Raises cryptography's InvalidTag when it was changed or moved to another row."""
    text = _cipher().decrypt(row.sealed[:_NONCE_BYTES], row.sealed[_NONCE_BYTES:], _bound_to(row))
    content: dict[str, Any] = _CONTENT.load(orjson.loads(text), unknown=EXCLUDE)
    return OpenDraft(row, content)


def _bound_to(row: KeptDraft) -> bytes:
    return row.id.bytes + row.citizen_id.bytes


def _cipher() -> AESGCM:
    return AESGCM(current_settings().key("draft-seal"))
