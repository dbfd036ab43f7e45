"""What holds at the demo's first office beside the national text: invented, and each says so where citizens read it."""

from __future__ import annotations

from datetime import date
from typing import Any

from api.accounts.identity import Caller
from api.catalogue import local_facts
from api.errors import Forbidden
from api.extensions import now

_DECISION = {"decision": "Nghị quyết 99/2026/NQ-HĐND (minh họa)", "decided_on": date(2026, 7, 1)}
FACTS: list[dict[str, Any]] = [
    {"procedure_code": "1.001193", "kind": "place", "text": "Quầy số 2, tầng 1 (minh họa)"},
    {"procedure_code": "1.001193", "kind": "contact", "text": "Bộ phận hộ tịch: 02700000004 (minh họa)"},
    {"procedure_code": "2.000815", "kind": "fee", "text": "2.000 đồng mỗi trang (minh họa)", **_DECISION},
]
_UNSAID = {"decision": "", "decided_on": None, "effective_from": None, "reason": "Dữ liệu minh họa"}


def make_local_facts(administrator: Caller) -> None:
    """Those that were never recorded: what somebody ended or corrected since stays as it is."""
    if administrator.agency_id is None:
        raise Forbidden
    for fact in FACTS:
        if not local_facts.history(administrator.agency_id, fact["procedure_code"], fact["kind"]):
            local_facts.record(administrator, {**_UNSAID, **fact}, version=None, at=now())
