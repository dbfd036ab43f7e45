"""Handing in: from the phone (online) and at the counter (walk-in).

The client chooses the dossier's id. The same body under the same id is the same dossier however often it arrives;
another body under that id is refused. A dossier exists only when every file it names is in the store with the size
and SHA-256 the phone computed (promise 1 of the design).
"""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from api.accounts import phones
from api.accounts.identity import Caller
from api.accounts.models import Officer
from api.catalogue.agencies import is_in_force, today
from api.catalogue.errors import UnknownAgency
from api.catalogue.models import Agency, Procedure, ProcedureVersion
from api.documents.manifest import ManifestEntry, check_manifest, claim, finish_pending
from api.dossiers import clock, events, identity_numbers, numbers
from api.dossiers.acknowledgements import acknowledge
from api.dossiers.due_dates import set_agreed_due_date
from api.dossiers.errors import (
    FILE_THERE_ALREADY,
    NAME_NEEDED,
    NOT_ASKED_FOR,
    UNKNOWN_PAPER,
    HandedInDifferently,
    InvalidApplicantPhone,
    ManifestRefused,
    NoDocuments,
    ProcedureNotOffered,
    ProcedureWithoutDetails,
    UnknownCase,
    UnknownDossier,
    UnknownProcedureHandedIn,
)
from api.dossiers.lifecycle import Status
from api.dossiers.models import Dossier, DossierDocument
from api.errors import InvalidInput, field_error
from api.extensions import db, lock, write_unit
from api.field_messages import Sentence


@dataclass(frozen=True)
class HandedIn:
    dossier: Dossier
    created: bool


def hand_in(dossier_id: uuid.UUID, body: dict[str, Any], *, caller: Caller, at: datetime) -> HandedIn:
    """A citizen hands in online. Raises the problems of errors.py; then nothing has changed."""
    finish_pending([entry["upload_id"] for entry in body["documents"]])
    return _once(
        dossier_id, body, caller=caller, make=lambda: _submit(dossier_id, body, caller=caller, at=at)
    )


def take_walk_in(dossier_id: uuid.UUID, body: dict[str, Any], *, caller: Caller, at: datetime) -> HandedIn:
    """An officer takes a dossier at the counter: it is submitted and received in one step, with its official code."""
    finish_pending([entry["upload_id"] for entry in body["documents"]])

    def make() -> Dossier:
        dossier = _submit(dossier_id, body, caller=caller, at=at, walk_in=True)
        receive(
            dossier,
            officer=db.session.get_one(Officer, caller.id),
            at=at,
            agreed_due_on=body.get("due_on"),
            reason=body.get("reason"),
        )
        return dossier

    return _once(dossier_id, body, caller=caller, make=make)


def receive(
    dossier: Dossier,
    *,
    officer: Officer,
    at: datetime,
    agreed_due_on: date | None = None,
    reason: str | None = None,
    note: str | None = None,
) -> None:
    """Reception of a new dossier: official code, the clock starts. The caller has checked that it is allowed."""
    status_from = dossier.status
    dossier.status = Status.ACCEPTED
    dossier.code = numbers.next_code(dossier.agency, at)
    dossier.register_year, dossier.register_number = numbers.next_in_register(dossier.agency, at)
    dossier.received_by_id = officer.id
    clock.start_clock(dossier, at=at)
    facts: dict[str, Any] = {"code": dossier.code}
    if agreed_due_on is not None:
        set_agreed_due_date(dossier, agreed_due_on, reason=reason, at=at)
        facts["due_date_set_by"] = "reception"
    events.add_event(
        dossier,
        actor=events.Actor(f"officer:{officer.id}", officer.position),
        at=at,
        action="receive",
        status_from=status_from,
        note=note or reason,
        facts=facts,
    )


def unmet_requirements(dossier: Dossier) -> list[dict[str, Any]]:
    """Papers of the chosen case that no file meets. No source says which are mandatory, so these are warnings."""
    met = {document.requirement_id for document in dossier.documents}
    return [
        {
            "code": "requirement_not_met",
            "requirement_id": r["id"],
            "name": r["name"],
            "kind": r["kind"],
            "conditional": r["conditional"],
        }
        for r in dossier.procedure_version.content["requirements"]
        if r["kind"] != "note" and r["id"] not in met and (r["case"] is None or r["case"] == dossier.case)
    ]


def add_documents(
    dossier: Dossier,
    entries: list[dict[str, Any]],
    *,
    owner: str,
    at: datetime,
    is_supplement: bool = False,
    only: frozenset[str] | None = None,
) -> list[DossierDocument]:
    """Claim the uploads that a manifest names for the dossier. `only` these papers are taken, None means any.

    Raises ManifestRefused with what is wrong with each.
    """
    problems = _paper_problems(dossier, entries, only=only)
    manifest = [ManifestEntry(**entry) for entry in entries]
    problems += [
        problem.to_json() for problem in check_manifest(manifest, owner=owner, dossier_id=dossier.id)
    ]
    if problems:
        raise ManifestRefused(errors=problems)
    added = [
        DossierDocument(
            requirement_id=entry["requirement_id"],
            upload_id=upload.id,
            upload=upload,
            position=len(dossier.documents) + number,
            added_at=at,
            is_supplement=is_supplement,
        )
        for number, (upload, entry) in enumerate(
            zip(claim(manifest, owner=owner, dossier_id=dossier.id), entries, strict=True)
        )
    ]
    dossier.documents.extend(added)
    return added


def _paper_problems(
    dossier: Dossier, entries: list[dict[str, Any]], *, only: frozenset[str] | None
) -> list[dict[str, Any]]:
    """Entries that name no paper of the procedure or none of `only`, or a file that the dossier has already."""
    known = known_papers(dossier)
    present = {document.upload_id for document in dossier.documents}
    found = []
    for index, entry in enumerate(entries):
        paper = entry["requirement_id"]
        if paper not in known:
            found.append(_paper_problem(index, entry, "requirement_id", UNKNOWN_PAPER))
        elif only is not None and paper not in only:
            found.append(_paper_problem(index, entry, "requirement_id", NOT_ASKED_FOR))
        if entry["upload_id"] in present:
            found.append(_paper_problem(index, entry, "upload_id", FILE_THERE_ALREADY))
    return found


def known_papers(dossier: Dossier) -> frozenset[str]:
    """Ids of what the dossier's version of the procedure asks for, remarks left out."""
    requirements = dossier.procedure_version.content["requirements"]
    return frozenset(r["id"] for r in requirements if r["kind"] != "note")


def _paper_problem(index: int, entry: dict[str, Any], field_name: str, sentence: Sentence) -> dict[str, Any]:
    return {
        "index": index,
        **field_error(f"documents.{index}.{field_name}", sentence),
        "requirement_id": entry["requirement_id"],
        "upload_id": str(entry["upload_id"]),
    }


def _once(dossier_id: uuid.UUID, body: dict[str, Any], *, caller: Caller, make: Any) -> HandedIn:
    """Make the dossier unless it exists. Two first attempts at once: the loser of the race finds the winner's."""
    for last_try in (False, True):
        try:
            with write_unit():
                existing = lock(Dossier, dossier_id)
                if existing is not None:
                    return HandedIn(_same(existing, body, caller), created=False)
                dossier = make()
            return HandedIn(dossier, created=True)
        except IntegrityError:
            if last_try:
                raise
    raise AssertionError("unreachable")


def _same(existing: Dossier, body: dict[str, Any], caller: Caller) -> Dossier:
    mine = (
        existing.citizen_id == caller.id
        if caller.agency_id is None
        else existing.agency_id == caller.agency_id
    )
    if not mine:
        raise UnknownDossier
    if existing.body_hash != _body_hash(body):
        raise HandedInDifferently
    return existing


def _submit(
    dossier_id: uuid.UUID, body: dict[str, Any], *, caller: Caller, at: datetime, walk_in: bool = False
) -> Dossier:
    agency = _agency(body, caller)
    procedure, version = _procedure(body["procedure_code"], agency, walk_in=walk_in)
    case = body.get("case")
    if case is not None and case not in version.content["cases"]:
        raise UnknownCase
    if not walk_in and not body["documents"]:
        raise NoDocuments
    applicant = body["applicant"]
    dossier = Dossier(
        id=dossier_id,
        submission_number=numbers.submission_number(at),
        status=Status.NEW,
        channel="direct" if walk_in else "online",
        agency_id=agency.id,
        procedure_id=procedure.id,
        procedure_version_id=version.id,
        case=case,
        citizen_id=None if walk_in else caller.id,
        applicant_name=_name(applicant["full_name"]),
        applicant_phone=_phone(applicant.get("phone")),
        note=body.get("note"),
        body_hash=_body_hash(body),
        submitted_at=at,
        supplement_count=0,
        secret_version=1,
    )
    dossier.agency, dossier.procedure, dossier.procedure_version = agency, procedure, version
    if applicant.get("identity_number"):
        number = identity_numbers.normalise(applicant["identity_number"])
        dossier.applicant_identity = identity_numbers.seal(number, dossier_id=dossier_id)
        dossier.applicant_identity_hash = identity_numbers.lookup_hash(number)
    db.session.add(dossier)
    db.session.flush()
    acknowledge(dossier, add_documents(dossier, body["documents"], owner=caller.actor, at=at))
    position = db.session.get_one(Officer, caller.id).position if walk_in else "Người nộp hồ sơ"
    events.add_event(
        dossier,
        actor=events.Actor(caller.actor, position),
        at=at,
        action="submit",
        status_from=None,
        facts={"documents": len(body["documents"]), "channel": dossier.channel},
    )
    return dossier


def _agency(body: dict[str, Any], caller: Caller) -> Agency:
    if caller.agency_id is not None:
        return db.session.get_one(Agency, caller.agency_id)
    code = body["agency_code"]
    agency = db.session.execute(select(Agency).where(Agency.code == code)).scalar_one_or_none()
    if agency is None or not is_in_force(agency, today()):
        raise UnknownAgency(agency_code=code)
    return agency


def _procedure(code: str, agency: Agency, *, walk_in: bool) -> tuple[Procedure, ProcedureVersion]:
    procedure = db.session.execute(select(Procedure).where(Procedure.code == code)).scalar_one_or_none()
    version = procedure.current_version if procedure else None
    if procedure is None or version is None:
        raise UnknownProcedureHandedIn(procedure_code=code)
    of_other_province = procedure.scope == "province" and procedure.province_code != agency.province_code
    if not procedure.listed or procedure.scope == "internal" or of_other_province:
        raise ProcedureNotOffered(procedure_code=code)
    if not procedure.has_detail and not walk_in:
        raise ProcedureWithoutDetails(procedure_code=code)
    return procedure, version


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise InvalidInput(errors=[field_error("applicant.full_name", NAME_NEEDED)])
    return name


def _phone(text: str | None) -> str | None:
    if not text:
        return None
    phone = phones.normalise(text)
    if phone is None:
        raise InvalidApplicantPhone
    return phone


def _body_hash(body: dict[str, Any]) -> str:
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
