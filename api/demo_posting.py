"""Invented publishing decisions of the demo province and what its first office did about them: every state once.

They go through the same rules as real ones, with the clock set back. The other offices of the demo recorded nothing,
which is what a supervisor then sees.
"""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from PIL import Image, ImageDraw
from sqlalchemy import select

from api.access import Role
from api.accounts.identity import Caller
from api.accounts.models import Officer
from api.calendars.opening_hours import TIME_ZONE
from api.calendars.working_calendar import WorkingCalendar
from api.catalogue import decisions, postings
from api.catalogue.mandatory_parts import missing_parts
from api.catalogue.models import Agency, Procedure
from api.catalogue.posting import publish_by
from api.catalogue.posting_models import PublishingDecision
from api.catalogue.posting_photos import keep_photo
from api.extensions import db, now

ISSUER = "Ủy ban nhân dân tỉnh (minh họa)"
# Of these, as many as needed that lack nothing.
CODES = ["1.001193", "1.000894", "1.000656", "2.000635", "1.004873", "1.001022", "1.004884", "2.000528",
         "1.004194", "1.003197", "1.010803", "2.000884", "2.000908", "1.004837", "1.004859"]  # fmt: skip


@dataclass(frozen=True)
class Duty:
    """After how many working days it was posted and published electronically; None: not at all."""

    office: int | None
    electronic: int | None


@dataclass(frozen=True)
class Plan:
    number: str
    days_ago: int
    duties: list[Duty] = field(default_factory=list)


PLANS = [
    Plan("901/QĐ-MẪU", 60, [Duty(2, 1), Duty(4, 5), Duty(5, 3), Duty(9, 4), Duty(12, 11)]),
    Plan("902/QĐ-MẪU", 25, [Duty(None, 3), Duty(4, None), Duty(None, None)]),
]
SOON = Plan("903/QĐ-MẪU", 0, [Duty(None, None), Duty(1, None)])
DUE_IN_DAYS = 2


def make_postings(agency_code: str) -> None:
    """The decisions and lines that are not there yet."""
    agency = db.session.execute(select(Agency).where(Agency.code == agency_code)).scalar_one()
    administrator = officer_as_caller(agency.id, Role.ADMINISTRATOR)
    reception = officer_as_caller(agency.id, Role.RECEPTION)
    codes = iter(_complete(CODES))
    today = now().astimezone(TIME_ZONE).date()
    for plan in [*PLANS, SOON]:
        wanted = [code for _, code in zip(plan.duties, codes, strict=False)]
        decided_on = _soon(today) if plan is SOON else today - timedelta(days=plan.days_ago)
        decision = _known(plan.number) or _decide(plan, decided_on, wanted, administrator)
        for item, duty in zip(decision.items, plan.duties, strict=False):
            _carry_out(item.id, duty, decision.decided_on, reception)


def officer_as_caller(agency_id: int, role: Role) -> Caller:
    officer = db.session.execute(
        select(Officer).where(Officer.agency_id == agency_id, Officer.role == role.value).limit(1)
    ).scalar_one()
    return Caller(role, officer.id, uuid.uuid4(), agency_id, officer.scope_province)


def _known(number: str) -> PublishingDecision | None:
    statement = select(PublishingDecision).where(
        PublishingDecision.number == number, PublishingDecision.voided_at.is_(None)
    )
    return db.session.execute(statement).scalars().first()


def _decide(plan: Plan, decided_on: date, codes: list[str], caller: Caller) -> PublishingDecision:
    body = {
        "number": plan.number,
        "issuer": ISSUER,
        "decided_on": decided_on,
        "effective_from": None,
        "applies_to": "province",
        "procedures": [{"code": code, "effect": "publish"} for code in codes],
    }
    return decisions.record_decision(body, caller=caller, at=_nine(decided_on))[0]


def _carry_out(item_id: int, duty: Duty, decided_on: date, caller: Caller) -> None:
    agency_id = caller.agency_id or 0
    there = postings.one(item_id, agency_id=agency_id, seen_on=decided_on)
    steps = (
        ("post_at_office", "office_on", duty.office),
        ("publish_electronically", "electronic_on", duty.electronic),
    )
    for action, column, working_days in steps:
        if working_days is None or there[column] is not None:
            continue
        on = WorkingCalendar().add_working_days(decided_on, working_days)
        on = min(on, now().astimezone(TIME_ZONE).date())
        photo = keep_photo(_board(), caller=caller, at=_nine(on)).id if action == "post_at_office" else None
        postings.record(item_id, {"action": action, "on": on, "photo_id": photo}, caller=caller, at=_nine(on))


def _complete(codes: list[str]) -> list[str]:
    """Those of the codes that the catalogue has and that lack no mandatory part, in their order."""
    statement = select(Procedure).where(Procedure.code.in_(codes), Procedure.listed)
    found = {
        procedure.code
        for procedure in db.session.execute(statement).scalars()
        if procedure.current_version is not None and not missing_parts(procedure.current_version.content)
    }
    return [code for code in codes if code in found]


def _soon(today: date) -> date:
    """The day of a decision that must be posted within DUE_IN_DAYS, but not today."""
    days = [today - timedelta(days=n) for n in range(15)]
    ahead = [day for day in days if publish_by(day, WorkingCalendar()) > today]
    near = [day for day in ahead if publish_by(day, WorkingCalendar()) <= today + timedelta(days=DUE_IN_DAYS)]
    return (near or ahead)[-1]


def _board() -> bytes:
    """A generated picture of a board, marked as a sample."""
    picture = Image.new("RGB", (900, 675), "#7a5c3e")
    draw = ImageDraw.Draw(picture)
    for column in range(3):
        for row in range(2):
            left, top = 60 + column * 275, 110 + row * 270
            draw.rectangle((left, top, left + 235, top + 240), fill="#fbfaf5")
            for line in range(8):
                draw.line(
                    (left + 20, top + 40 + line * 22, left + 205, top + 40 + line * 22), fill="#777", width=4
                )
    draw.text((60, 40), "MAU / SAMPLE", fill="white")
    output = io.BytesIO()
    picture.save(output, "JPEG", quality=70)
    return output.getvalue()


def _nine(day: date) -> datetime:
    """Nine o'clock on that day in Vietnam, or now when that lies ahead."""
    return min(datetime.combine(day, time(9), tzinfo=TIME_ZONE), now())
