"""A dossier as different people may see it: its owner, the officers of its office, the public (promise 7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from flask import url_for

from api.access import Role
from api.catalogue.time_limits import Channel, time_limit
from api.documents import copies
from api.documents.models import FileCopies
from api.documents.viewing import facts_about
from api.dossiers import identity_numbers, paper_requests, receipt_secrets
from api.dossiers.actions import allowed_for
from api.dossiers.clock import answer_due_on
from api.dossiers.days_left import days_left_of
from api.dossiers.forms.printing import form_link
from api.dossiers.identity_papers import is_identity_paper
from api.dossiers.lifecycle import ACTIONS, COMPLETION, STATUS_NAMES, Status, waits_for_citizen
from api.dossiers.models import Dossier, DossierDocument, DossierEvent


def status_name(status: int, language: str) -> str:
    vietnamese, english = STATUS_NAMES[Status(status)]
    return english if language == "en" else vietnamese


def for_public(dossier: Dossier) -> dict[str, Any]:
    """Code, completion level and due date: nothing else (TT 01/2018 Art 16(2)(d))."""
    return {
        "code": dossier.code or dossier.submission_number,
        "completion": COMPLETION[Status(dossier.status)],
        "due_on": dossier.promised_on,
    }


def for_holder(dossier: Dossier, language: str, *, at: datetime) -> dict[str, Any]:
    """With the receipt's secret: also the steps, down to the department."""
    return {
        **for_public(dossier),
        "working_days_left": days_left_of(dossier, at=at),
        "submission_number": dossier.submission_number,
        "status": dossier.status,
        "status_name": status_name(dossier.status, language),
        "procedure_code": dossier.procedure.code,
        "procedure_name": dossier.procedure_version.content["name"],
        "agency_code": dossier.agency.code,
        "agency_name": dossier.agency.name,
        "claimable": dossier.citizen_id is None,
        "timeline": timeline(dossier, language),
    }


def for_owner(dossier: Dossier, language: str, *, at: datetime) -> dict[str, Any]:
    return {
        **_shared(dossier, language, at=at),
        "timeline": timeline(dossier, language, for_owner=True),
        "allowed_actions": allowed_for(dossier, Role.CITIZEN),
        "receipt_url": _receipt_url(dossier),
        "tracking_url": receipt_secrets.tracking_url(dossier),
        "agency_address": dossier.agency.address,
        "agency_hotline": dossier.agency.hotline,
        "online_filing": dossier.agency.online_filing,
        "answer_due_on": answer_due_on(dossier),
    }


def for_desk(dossier: Dossier, *, role: Role, language: str, at: datetime) -> dict[str, Any]:
    """Everything the office needs; the identity number masked, files by link, events with all notes."""
    sealed = dossier.applicant_identity
    return {
        **_shared(dossier, language, at=at),
        "version": dossier.version,
        "assignee": dossier.assignee.username if dossier.assignee else None,
        "applicant": {
            "full_name": dossier.applicant_name,
            "phone": dossier.applicant_phone,
            "identity_number": (
                identity_numbers.masked(identity_numbers.unseal(sealed, dossier_id=dossier.id))
                if sealed
                else None
            ),
        },
        "signatures": {
            "drafted": dossier.drafted,
            "checked": dossier.checked,
            "signed": dossier.signed,
            "stamped": dossier.stamped,
        },
        "has_time_limit": _has_time_limit(dossier),
        "supplement_count": dossier.supplement_count,
        "supplement_proposed": dossier.supplement_proposed,
        "withdrawal_requested": dossier.withdrawal_requested,
        "requirements": dossier.procedure_version.content["requirements"],
        "timeline": timeline(dossier, language, for_office=True),
        "allowed_actions": allowed_for(dossier, role),
        "receipt_url": url_for("desk.receipt", dossier_id=dossier.id),
        "control_slip_url": url_for("desk.control_slip", dossier_id=dossier.id),
    }


def _has_time_limit(dossier: Dossier) -> bool:
    channel = cast(Channel, dossier.channel)
    return time_limit(dossier.procedure_version.content, channel=channel, case=dossier.case) is not None


def timeline(
    dossier: Dossier, language: str, *, for_office: bool = False, for_owner: bool = False
) -> list[dict[str, Any]]:
    """Oldest first. The citizen reads only notes meant for him; the others stay in the office. Forms are for those
    who can open them: the office and the owner with an account."""
    return [
        {
            **_entry(event, language, for_office=for_office),
            "form": form_link(event, for_office=for_office) if for_office or for_owner else None,
        }
        for event in dossier.events
    ]


ACTIONS_TOLD = {name: action.told for name, action in ACTIONS.items()}


def _entry(event: DossierEvent, language: str, *, for_office: bool) -> dict[str, Any]:
    shows_words = for_office or ACTIONS_TOLD.get(event.action, True)
    return {
        "at": event.at,
        "action": event.action,
        "status": event.status_to,
        "status_name": status_name(event.status_to, language),
        "position": event.actor_position,
        "due_on": event.due_after,
        "note": event.note.text if event.note and shows_words else None,
        "answer_by": paper_requests.answer_by(event),
        "requested_papers": _requested(event) if shows_words else [],
        "amount_vnd": event.facts.get("amount_vnd"),
        "late": event.facts.get("late") is True,
    }


def _requested(event: DossierEvent) -> list[dict[str, Any]]:
    asked = event.facts.get("requirement_ids", [])
    reasons = {one.requirement_id: one.text for one in event.paper_reasons} if asked else {}
    return [
        {"requirement_id": one, "name": event.dossier.requirement_name(one), "reason": reasons.get(one)}
        for one in asked
    ]


def _shared(dossier: Dossier, language: str, *, at: datetime) -> dict[str, Any]:
    made = copies.of(document.upload.sha256 for document in dossier.documents)
    return {
        "id": dossier.id,
        "submission_number": dossier.submission_number,
        "code": dossier.code,
        "status": dossier.status,
        "status_name": status_name(dossier.status, language),
        "completion": COMPLETION[Status(dossier.status)],
        "channel": dossier.channel,
        "procedure_code": dossier.procedure.code,
        "procedure_name": dossier.procedure_version.content["name"],
        "case": dossier.case,
        "agency_code": dossier.agency.code,
        "agency_name": dossier.agency.name,
        "submitted_at": dossier.submitted_at,
        "received_at": dossier.received_at,
        "due_on": dossier.due_on,
        "due_at": dossier.due_at,
        "reappointed_on": dossier.reappointed_on,
        "working_days_left": days_left_of(dossier, at=at),
        "waits_for_citizen": waits_for_citizen(
            Status(dossier.status), supplement_handed_in=dossier.supplement_handed_in
        ),
        "finished_at": dossier.finished_at,
        "returned_at": dossier.returned_at,
        "note": dossier.note,
        "documents": [
            _document(dossier, document, made.get(document.upload.sha256 or ""))
            for document in dossier.documents
        ],
    }


def _document(dossier: Dossier, document: DossierDocument, made: FileCopies | None) -> dict[str, Any]:
    upload = document.upload
    return {
        "requirement_id": document.requirement_id,
        "requirement_name": dossier.requirement_name(document.requirement_id),
        "upload_id": document.upload_id,
        "file_name": upload.file_name,
        "sha256": upload.sha256,
        "size": upload.size,
        "media_type": upload.media_type,
        "is_supplement": document.is_supplement,
        "added_at": document.added_at,
        "is_identity_paper": is_identity_paper(dossier.requirement_name(document.requirement_id) or ""),
        **facts_about(made),
    }


def _receipt_url(dossier: Dossier) -> str:
    return url_for("dossiers.receipt", dossier_id=dossier.id)
