"""Whom and what invented dossiers belong to: offices with their officers, citizens, procedures.

Offices, officers and citizens are made where they are missing: offices marked as a demonstration, officers whose
account no password opens, citizens numbered by their phones. Procedures are those of the catalogue.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from random import Random
from typing import Final, NamedTuple

from sqlalchemy import or_, select

from api.access import Role
from api.accounts.models import Citizen, Officer
from api.catalogue.folding import fold
from api.catalogue.models import Agency, Procedure, ProcedureVersion
from api.catalogue.time_limits import TimeLimit, time_limit
from api.extensions import db, insert, write_unit

PROVINCE: Final = "92"
BENCHMARK_PHONE: Final = "0990000000"
"""Of the citizen who owns some forty dossiers of every simulation, the first one (`phone_of(0)`)."""

PROCEDURES: Final = 150  # in use; the first is asked for most
_CITIZENS_AT_ONCE: Final = 2000  # in one write unit

_OFFICERS: Final = {
    Role.RECEPTION: ("tiepnhan", "Công chức tiếp nhận"),
    Role.SPECIALIST: ("chuyenvien", "Công chức chuyên môn"),
    Role.ROOM_LEADER: ("truongphong", "Trưởng phòng"),
    Role.LEADER: ("lanhdao", "Phó Chủ tịch Ủy ban nhân dân"),
    Role.CASHIER: ("thuquy", "Thủ quỹ"),
}
_NO_PASSWORD: Final = "!"  # no hash, so that no password fits  # noqa: S105


class InventedOfficer(NamedTuple):
    id: uuid.UUID
    actor: str
    position: str


class InventedOffice(NamedTuple):
    id: int
    code: str
    officers: dict[Role, InventedOfficer]


class OfferedProcedure(NamedTuple):
    """A procedure with its time limit by channel."""

    id: int
    version_id: int
    limits: dict[str, TimeLimit | None]


def find_or_add_agency(number: int) -> Agency:
    """The office itself, made where it is missing; belongs into a write unit."""
    code = f"Y99.S.{number:03d}"
    agency = db.session.execute(select(Agency).where(Agency.code == code)).scalar_one_or_none()
    if agency is None:
        name = f"Trung tâm Phục vụ hành chính công phường Mô Phỏng {number} (minh họa)"
        agency = Agency(
            code=code,
            name=name,
            folded=fold(name),
            province_code=PROVINCE,
            online_filing="precheck",
            address="Số 1 đường Mô Phỏng",
            hotline="1900 0000",
            is_demo=True,
        )
        db.session.add(agency)
        db.session.flush()
    return agency


def find_or_add_office(number: int) -> InventedOffice:
    """The office and its officers, made where they are missing; belongs into a write unit."""
    agency = find_or_add_agency(number)
    officers = {}
    for role, (name, position) in _OFFICERS.items():
        username = f"mophong{number:03d}-{name}"
        officer = db.session.execute(select(Officer).where(Officer.username == username)).scalar_one_or_none()
        if officer is None:
            officer = Officer(
                id=uuid.uuid5(uuid.NAMESPACE_URL, f"motcua:{username}"),
                username=username,
                password_hash=_NO_PASSWORD,
                full_name=f"Cán bộ Mẫu {number:03d}",
                position=position,
                role=role.value,
                agency_id=agency.id,
            )
            db.session.add(officer)
        officers[role] = InventedOfficer(officer.id, f"officer:{officer.id}", officer.position)
    return InventedOffice(agency.id, agency.code, officers)


def choose_procedures(dice: Random) -> list[OfferedProcedure]:
    """Some procedures that can be handed in here, in the order of how often they are asked for.

    Raises LookupError when the catalogue holds none.
    """
    offered = (
        select(Procedure.id)
        .where(
            Procedure.listed,
            Procedure.has_detail,
            Procedure.current_version_id.is_not(None),
            or_(Procedure.scope == "national", Procedure.province_code == PROVINCE),
            Procedure.scope != "internal",
        )
        .order_by(Procedure.code)
    )
    of_communes = list(db.session.execute(offered.where(Procedure.level == "xã")).scalars())
    found = of_communes or list(db.session.execute(offered).scalars())
    if not found:
        raise LookupError("the catalogue is empty: import one first")
    chosen = dice.sample(found, min(PROCEDURES, len(found)))
    contents = select(Procedure.id, ProcedureVersion.id.label("version_id"), ProcedureVersion.content).join(
        ProcedureVersion, ProcedureVersion.id == Procedure.current_version_id
    )
    rows = db.session.execute(contents.where(Procedure.id.in_(chosen))).all()
    by_id = {
        row.id: OfferedProcedure(
            row.id,
            row.version_id,
            {
                "online": time_limit(row.content, channel="online"),
                "direct": time_limit(row.content, channel="direct"),
            },
        )
        for row in rows
    }
    return [by_id[identity] for identity in chosen]


def find_or_add_citizens(count: int, *, created_at: datetime) -> list[uuid.UUID]:
    """The first `count` invented citizens, made where they are missing."""
    for first in range(0, count, _CITIZENS_AT_ONCE):
        rows = [
            {
                "id": uuid.uuid5(uuid.NAMESPACE_URL, f"motcua:{phone_of(number)}"),
                "phone": phone_of(number),
                "created_at": created_at,
            }
            for number in range(first, min(first + _CITIZENS_AT_ONCE, count))
        ]
        with write_unit():
            db.session.execute(insert(Citizen).on_conflict_do_nothing(), rows)
    # Somebody may have signed in with such a number before, so the identifiers are read back.
    known = select(Citizen.id).where(Citizen.phone.between(phone_of(0), phone_of(count - 1)))
    return list(db.session.execute(known.order_by(Citizen.phone)).scalars())


def phone_of(number: int) -> str:
    return f"099{number:07d}"
