"""Which step of a dossier a citizen may rate, and whom it was with. Pure: no I/O.

Four stages are rated, each once: reception, a request for papers (supplement), a refusal, and the result
(domain.md feature 48). An event opens the stage it stands for. A refusal is 3 'Không được tiếp nhận' as
well as 8 'Dừng xử lý'. A withdrawn dossier (7) is asked about reception, at the withdrawal when reception
had not been opened before. The officer a stage was with is the one who acted: who received, asked for
papers, refused or handed the result over.
"""

from __future__ import annotations

import uuid
from enum import StrEnum

from api.dossiers.lifecycle import Status


class Stage(StrEnum):
    RECEPTION = "reception"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    RESULT = "result"


_OPENED_BY = {
    "receive": Stage.RECEPTION,
    "request_supplement": Stage.SUPPLEMENT,
    "decline": Stage.REFUSAL,
    "stop": Stage.REFUSAL,
    "return_result": Stage.RESULT,
}
_WITHDRAWALS = frozenset({"withdraw", "record_withdrawal"})
_OFFICER = "officer:"


def stage_opened_by(action: str, status_to: int) -> Stage | None:
    """The stage that an event opens, None for most. A mere request to withdraw opens nothing."""
    if action in _WITHDRAWALS:
        return Stage.RECEPTION if status_to == Status.WITHDRAWN else None
    return _OPENED_BY.get(action)


def rated_officer(actor: str) -> uuid.UUID | None:
    """The officer behind an event's actor; None when the citizen or the system acted."""
    return uuid.UUID(actor.removeprefix(_OFFICER)) if actor.startswith(_OFFICER) else None
