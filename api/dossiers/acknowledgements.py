"""Acknowledging what was handed in: one signed statement for each hand-in, written in its own unit and never again.

What is signed stands in signed_statements.py. A dossier from before there were acknowledgements gets them when
somebody first asks; they then say when it was handed in, as the others do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from api.config import current_settings
from api.dossiers.models import Dossier, DossierDocument, DossierReceipt
from api.dossiers.receipt_keys import key_in_use, write_down
from api.dossiers.signed_statements import (
    ListedFile,
    Manifest,
    Statement,
    digest_of,
    read_manifest,
    read_statement,
    sign,
)
from api.extensions import lock, write_unit

HAND_IN, SUPPLEMENT = "hand_in", "supplement"


def acknowledge(dossier: Dossier, documents: Sequence[DossierDocument]) -> DossierReceipt:
    """Sign that these papers of the (locked) dossier are there; in the unit that hands them in.

    The first acknowledgement of a dossier is about handing in, each later one about a supplement.
    """
    manifest = Manifest(dossier.applicant_name, tuple(_listed(document) for document in documents)).text()
    is_first = not dossier.receipts
    at = dossier.submitted_at if is_first else documents[0].added_at
    claims = {
        "iss": current_settings().public_url,
        "sub": dossier.submission_number,
        "iat": int(at.timestamp()),
        "event": HAND_IN if is_first else SUPPLEMENT,
        "procedure": dossier.procedure.code,
        "agency": dossier.agency.code,
        "files": len(documents),
        "manifest": digest_of(manifest),
    }
    key = key_in_use()
    write_down(key.public_key())
    receipt = DossierReceipt(
        dossier_id=dossier.id,
        sequence=len(dossier.receipts) + 1,
        token=sign(claims, key),
        manifest=manifest,
    )
    dossier.receipts.append(receipt)
    return receipt


def receipts_of(dossier: Dossier) -> list[DossierReceipt]:
    """Oldest first, at least one. Opens a write unit for a dossier that has none yet."""
    if dossier.receipts:
        return dossier.receipts
    with write_unit():
        locked = lock(Dossier, dossier.id)
        if locked is not None:
            make_up_for_missing(locked)
    return dossier.receipts


def make_up_for_missing(dossier: Dossier) -> None:
    """Acknowledge what a (locked) dossier from before has; in the caller's unit. Otherwise changes nothing."""
    if dossier.receipts:
        return
    for documents in _by_hand_in(dossier.documents):
        acknowledge(dossier, documents)


def statement_of(receipt: DossierReceipt) -> Statement:
    return read_statement(receipt.token)


def files_of(receipt: DossierReceipt) -> tuple[ListedFile, ...]:
    return read_manifest(receipt.manifest).files


def _listed(document: DossierDocument) -> ListedFile:
    upload = document.upload
    return ListedFile(upload.sha256 or "", upload.size, document.requirement_id, upload.file_name)


def _by_hand_in(documents: Iterable[DossierDocument]) -> list[list[DossierDocument]]:
    """The papers of handing in, perhaps none, then those of each supplement."""
    first: list[DossierDocument] = []
    later: list[DossierDocument] = []
    for document in documents:
        (later if document.is_supplement else first).append(document)
    return [first, *(list(group) for _, group in groupby(later, key=lambda one: one.added_at))]
