"""'Giấy tờ của tôi': papers that a citizen has handed in, to be handed in again without another photograph.

The wallet stores nothing of its own: a paper is the same bytes (SHA-256) among the files of one's dossiers, and its
uses are those dossiers. Using it again makes a new upload over the stored bytes, so that handing in knows no
difference. Taking it out hides it here only; dossiers keep what they were handed in with.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, select

from api.accounts.identity import Caller
from api.catalogue.folding import fold
from api.catalogue.models import Agency, Procedure, ProcedureVersion
from api.documents import copies
from api.documents.expiry import UNCLAIMED
from api.documents.models import Upload
from api.documents.storage import store
from api.documents.viewing import state_of
from api.dossiers.errors import PaperLost, UnknownPaper
from api.dossiers.models import Dossier, DossierDocument, HiddenPaper
from api.extensions import db, insert, now, write_unit

MOST_FILES = 1_000  # the newest; nobody scrolls further, and nobody is held up by them

_MINE = (
    select(
        DossierDocument.upload_id,
        DossierDocument.requirement_id,
        DossierDocument.added_at,
        Upload.sha256,
        Upload.size,
        Upload.media_type,
        Upload.file_name,
        Dossier.id.label("dossier_id"),
        Dossier.submission_number,
        Dossier.applicant_name,
        Dossier.code,
        Dossier.status,
        Procedure.name.label("procedure_name"),
        Agency.name.label("agency_name"),
        ProcedureVersion.content["requirements"].label("requirements"),
    )
    .join(Upload, Upload.id == DossierDocument.upload_id)
    .join(Dossier, Dossier.id == DossierDocument.dossier_id)
    .join(Procedure, Procedure.id == Dossier.procedure_id)
    .join(ProcedureVersion, ProcedureVersion.id == Dossier.procedure_version_id)
    .join(Agency, Agency.id == Dossier.agency_id)
    .where(Dossier.citizen_id == bindparam("citizen_id"), Upload.sha256.is_not(None))
    .order_by(DossierDocument.added_at.desc(), DossierDocument.id.desc())
    .limit(MOST_FILES)
)
_SOURCE = (
    select(Upload, DossierDocument.added_at)
    .join(DossierDocument, DossierDocument.upload_id == Upload.id)
    .join(Dossier, Dossier.id == DossierDocument.dossier_id)
    .where(Dossier.citizen_id == bindparam("citizen_id"), Upload.id == bindparam("upload_id"))
)


@dataclass
class Paper:
    """Files of the same bytes; `uses` newest first."""

    id: uuid.UUID
    sha256: str
    size: int
    media_type: str
    file_name: str
    requirement_name: str | None
    last_used_at: datetime
    uses: list[dict[str, Any]] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """Folded names of the papers that it was handed in as."""
        return {fold(use["requirement_name"]) for use in self.uses if use["requirement_name"]}


def papers(citizen_id: uuid.UUID, *, like: str | None, limit: int, offset: int) -> dict[str, Any]:
    """A page of the citizen's papers, newest first; with `like` (the name of a paper) those alike first."""
    found = _visible(citizen_id)
    if like:
        wanted = fold(like)
        found.sort(
            key=lambda paper: -_likeness(wanted, paper.names)
        )  # stable: the newest of equals stays first
    page = found[offset : offset + limit]
    more = offset + len(page) < len(found)
    alike = {paper.id for paper in page if like and _likeness(fold(like), paper.names) >= ALIKE}
    made = copies.of([paper.sha256 for paper in page])
    items = [
        {**vars(paper), "alike": paper.id in alike, "state": state_of(made.get(paper.sha256))}
        for paper in page
    ]
    return {"items": items, "next": str(offset + len(page)) if more else None}


def reuse(paper_id: uuid.UUID, *, caller: Caller) -> Upload:
    """A finished upload of the caller over the paper's bytes. Raises UnknownPaper, and PaperLost when they are gone."""
    source = _source(paper_id, caller.id)
    kept = store()
    key = source.storage_key
    if key is None or not kept.exists(key) or kept.size(key) != source.size:
        raise PaperLost
    with write_unit():
        upload = Upload(
            owner=caller.actor,
            size=source.size,
            file_name=source.file_name,
            declared_type=source.declared_type,
            finished_at=now(),
            sha256=source.sha256,
            media_type=source.media_type,
            storage_key=key,
            expires_at=now() + UNCLAIMED,
        )
        db.session.add(upload)
    return upload


def hide(paper_id: uuid.UUID, *, caller: Caller) -> None:
    """Take the paper out of the wallet. Repeating it changes nothing. Raises UnknownPaper."""
    source = _source(paper_id, caller.id, also_hidden=True)
    values = {"citizen_id": caller.id, "sha256": source.sha256, "hidden_at": now()}
    with write_unit():
        statement = insert(HiddenPaper).values(**values)
        keys = [HiddenPaper.citizen_id, HiddenPaper.sha256]
        db.session.execute(
            statement.on_conflict_do_update(index_elements=keys, set_={"hidden_at": values["hidden_at"]})
        )


def _visible(citizen_id: uuid.UUID) -> list[Paper]:
    hidden = _hidden(citizen_id)
    found: dict[str, Paper] = {}
    for row in db.session.execute(_MINE, {"citizen_id": citizen_id}).mappings():
        use = _use(row)
        paper = found.get(row["sha256"])
        if paper is None:
            paper = found[row["sha256"]] = Paper(
                id=row["upload_id"],
                sha256=row["sha256"],
                size=row["size"],
                media_type=row["media_type"],
                file_name=row["file_name"],
                requirement_name=use["requirement_name"],
                last_used_at=row["added_at"],
            )
        paper.uses.append(use)
    return [
        paper
        for paper in found.values()
        if paper.sha256 not in hidden or paper.last_used_at > hidden[paper.sha256]
    ]


def _use(row: RowMapping) -> dict[str, Any]:
    names = {r["id"]: r["name"] for r in row["requirements"] or []}
    return {
        "dossier_id": row["dossier_id"],
        "upload_id": row["upload_id"],
        "submission_number": row["submission_number"],
        "applicant_name": row["applicant_name"],
        "code": row["code"],
        "procedure_name": row["procedure_name"],
        "agency_name": row["agency_name"],
        "requirement_name": names.get(row["requirement_id"]),
        "at": row["added_at"],
    }


def _source(upload_id: uuid.UUID, citizen_id: uuid.UUID, *, also_hidden: bool = False) -> Upload:
    row = db.session.execute(_SOURCE, {"citizen_id": citizen_id, "upload_id": upload_id}).one_or_none()
    if row is None or row[0].sha256 is None:
        raise UnknownPaper
    upload: Upload = row[0]
    if not also_hidden and all(paper.sha256 != upload.sha256 for paper in _visible(citizen_id)):
        raise UnknownPaper
    return upload


def _hidden(citizen_id: uuid.UUID) -> dict[str, datetime]:
    rows = db.session.execute(
        select(HiddenPaper.sha256, HiddenPaper.hidden_at).where(HiddenPaper.citizen_id == citizen_id)
    )
    return {row.sha256: row.hidden_at for row in rows}


ALIKE = 0.6


def _likeness(wanted: str, names: set[str]) -> float:
    """How many syllables the wanted name shares with the nearest of the names, 0 to 1 (Dice)."""
    syllables = set(wanted.split())
    shares = (
        2 * len(syllables & other) / (len(syllables) + len(other))
        for other in (set(name.split()) for name in names)
        if syllables or other
    )
    return max(shares, default=0.0)
