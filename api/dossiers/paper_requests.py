"""Which papers an office asks for later, and why each: only those are taken as a supplement (NĐ 61/2018 Art 11).

The ids stand in the event, the reasons in rows of their own, which may be erased. A request that names no paper, for
what the list of papers does not know, leaves all of them open.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from api.calendars.opening_hours import TIME_ZONE
from api.dossiers.errors import DAY_NOT_POSSIBLE, UNKNOWN_PAPER
from api.dossiers.models import Dossier, DossierEvent
from api.errors import InvalidInput, field_error

LONGEST_WAIT: Final = timedelta(days=366)


def papers_of(body: dict[str, Any], *, known: Iterable[str]) -> list[str]:
    """Ids of the papers that a request names, each once. Raises InvalidInput for one that the procedure lacks."""
    named = [
        *(
            (f"papers.{n}.requirement_id", one["requirement_id"])
            for n, one in enumerate(body.get("papers") or [])
        ),
        *((f"requirement_ids.{n}", one) for n, one in enumerate(body.get("requirement_ids") or [])),
    ]
    papers = frozenset(known)
    unknown = [field_error(field, UNKNOWN_PAPER) for field, one in named if one not in papers]
    if unknown:
        raise InvalidInput(errors=unknown)
    return list(dict.fromkeys(one for _, one in named))


def reasons_of(body: dict[str, Any]) -> dict[str, str]:
    """Why each paper is asked for, by its id; papers without a reason are left out."""
    said = ((one["requirement_id"], (one.get("reason") or "").strip()) for one in body.get("papers") or [])
    return {paper: reason for paper, reason in said if reason}


def last_day_of(body: dict[str, Any], *, at: datetime) -> date | None:
    """The last day for the papers, if the office names one: after today and within a year. Raises InvalidInput."""
    day: date | None = body.get("answer_by")
    if day is None:
        return None
    today = at.astimezone(TIME_ZONE).date()
    if not today < day <= today + LONGEST_WAIT:
        raise InvalidInput(errors=[field_error("answer_by", DAY_NOT_POSSIBLE)])
    return day


def answer_by(request: DossierEvent) -> date | None:
    """The last day for the papers that a request names; of any other event none."""
    day = request.facts.get("answer_by")
    return date.fromisoformat(day) if day else None


def asked_for(dossier: Dossier) -> frozenset[str] | None:
    """What the newest request names; None when it names nothing in particular."""
    request = newest_request(dossier)
    return frozenset(request.facts.get("requirement_ids") or ()) or None if request else None


def newest_request(dossier: Dossier) -> DossierEvent | None:
    return next((event for event in reversed(dossier.events) if event.action == "request_supplement"), None)
