"""A dossier's signed acknowledgements as their owner and the paper show them."""

from __future__ import annotations

from typing import Any

from flask import url_for

from api.config import current_settings
from api.dossiers.acknowledgements import files_of, receipts_of, statement_of
from api.dossiers.models import Dossier, DossierReceipt
from api.dossiers.signed_statements import decode

FORMAT = "motcua-receipt/1"


def receipts_view(dossier: Dossier) -> dict[str, Any]:
    names = {r["id"]: r["name"] for r in dossier.procedure_version.content["requirements"]}
    return {
        "format": FORMAT,
        "submission_number": dossier.submission_number,
        "procedure_code": dossier.procedure.code,
        "agency_code": dossier.agency.code,
        "keys_url": current_settings().public_url + url_for("receipts.keys"),
        "receipts": [_view(receipt, names) for receipt in receipts_of(dossier)],
    }


def check_url(receipt: DossierReceipt) -> str:
    """What the QR code holds: a page of the app that checks the statement. It stands behind '#', which browsers never
    send to a server."""
    return f"{current_settings().public_url}/bien-nhan#{receipt.token}"


def manifest_sha256(receipt: DossierReceipt) -> str:
    """As `sha256sum` prints it."""
    return decode(statement_of(receipt).claims["manifest"]).hex()


def _view(receipt: DossierReceipt, names: dict[str, str]) -> dict[str, Any]:
    statement = statement_of(receipt)
    return {
        "token": receipt.token,
        "manifest": receipt.manifest,
        "event": statement.claims["event"],
        "at": statement.at,
        "manifest_sha256": manifest_sha256(receipt),
        "key_id": statement.key_id,
        "check_url": check_url(receipt),
        "files": [
            {
                "name": file.name,
                "size": file.size,
                "sha256": file.sha256,
                "requirement_id": file.requirement_id,
                "requirement_name": names.get(file.requirement_id),
            }
            for file in files_of(receipt)
        ],
    }
