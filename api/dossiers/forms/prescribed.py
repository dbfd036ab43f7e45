"""Which forms a dossier has: one for each step that the law wants in writing, found by the step's action."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from api.accounts.models import Officer
from api.dossiers.models import DossierEvent
from api.extensions import db


@dataclass(frozen=True)
class Form:
    """`number` as in Annex I of TT 03/2025/TT-VPCP. 01 is the receipt (receipts.py), 07 the register of an office."""

    number: str
    title: str
    mark: str  # of the paper's own number


BY_ACTION: Final = {
    "request_supplement": Form("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "HDHS"),
    "decline": Form("03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "TCHS"),
    "apologise": Form("04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết", "XLHS"),
    "stop": Form("05", "Thông báo dừng giải quyết hồ sơ", "TBHS"),
}
CONTROL_SLIP: Final = Form("06", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "KSHS")


def form_of(event: DossierEvent) -> Form | None:
    """The form that goes with a step. A dossier that was declined at the desk and one stopped later have two."""
    return BY_ACTION.get(event.action)


def number_of(event: DossierEvent, form: Form) -> str:
    """The paper's own number: the dossier's, the step's and the mark of the form, so that it leads back to one row."""
    dossier = event.dossier
    return f"{dossier.code or dossier.submission_number}/{event.sequence:02d}/{form.mark}"


def officers_by_actor(events: Iterable[DossierEvent]) -> dict[str, Officer]:
    """The officers among the actors, by the words that stand in the events."""
    ids = {uuid.UUID(event.actor.partition(":")[2]) for event in events if event.actor.startswith("officer:")}
    found = db.session.execute(select(Officer).where(Officer.id.in_(ids))).scalars()
    return {f"officer:{officer.id}": officer for officer in found}
