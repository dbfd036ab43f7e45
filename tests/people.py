"""People for tests: signed-in citizens and the officers of an office, with invented names."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask
from werkzeug.security import generate_password_hash
from werkzeug.test import TestResponse

from api.access import Role
from api.accounts import citizens, sessions, tokens
from api.accounts.models import Officer
from api.catalogue.folding import fold
from api.catalogue.models import Agency
from api.extensions import db, now, write_unit

API = "/api/v1"
PASSWORD = "mat-khau-de-thu"
USERNAMES = {
    Role.RECEPTION: "tiepnhan",
    Role.SPECIALIST: "chuyenvien",
    Role.ROOM_LEADER: "truongphong",
    Role.LEADER: "lanhdao",
    Role.CLERK: "vanthu",
    Role.CASHIER: "thuquy",
    Role.ADMINISTRATOR: "quantri",
    Role.SUPERVISOR: "giamsat",
}


@dataclass
class Person:
    """Somebody signed in with a bearer token. Paths are given without /api/v1."""

    app: Flask
    id: uuid.UUID
    access_token: str
    refresh_token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access_token}"}

    def open(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        kwargs["headers"] = {**self.headers, **kwargs.pop("headers", {})}
        return self.app.test_client(use_cookies=False).open(API + path, method=method, **kwargs)

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.open("GET", path, **kwargs)

    def post(self, path: str, body: Any = None, **kwargs: Any) -> TestResponse:
        return (
            self.open("POST", path, json=body, **kwargs)
            if body is not None
            else self.open("POST", path, **kwargs)
        )

    def put(self, path: str, body: Any, **kwargs: Any) -> TestResponse:
        return self.open("PUT", path, json=body, **kwargs)

    def delete(self, path: str, body: Any = None, **kwargs: Any) -> TestResponse:
        return self.open("DELETE", path, json=body, **kwargs)


@dataclass
class Office:
    agency: Agency
    people: dict[Role, Person]

    def __getitem__(self, role: Role) -> Person:
        return self.people[role]


def sign_in_citizen(app: Flask, phone: str) -> Person:
    with write_unit():
        citizen = citizens.by_phone(phone)
        session = sessions.start(citizen_id=citizen.id, at=now())
    return Person(app, citizen.id, **tokens.issue(session))


def sign_in_officers(app: Flask, officers: dict[Role, Officer]) -> dict[Role, Person]:
    with write_unit():
        started = {role: sessions.start(officer_id=o.id, at=now()) for role, o in officers.items()}
    return {role: Person(app, officers[role].id, **tokens.issue(started[role])) for role in officers}


def make_agency(
    code: str = "Y99.01.01",
    *,
    name: str = "Trung tâm Phục vụ hành chính công phường Mẫu",
    province: str = "01",
    **more: Any,
) -> Agency:
    agency = Agency(
        code=code,
        name=name,
        folded=fold(name),
        province_code=province,
        online_filing="precheck",
        is_demo=True,
        address="1 đường Mẫu",
        hotline="19000000",
        **more,
    )
    with write_unit():
        db.session.add(agency)
    return agency


def make_office(app: Flask, agency: Agency | None = None, *, suffix: str = "") -> Office:
    """An officer in every role of the agency, `suffix` after their names; the supervisor sees its province."""
    agency = agency or make_agency()
    made: dict[Role, Officer] = {}
    with write_unit():
        for role, username in USERNAMES.items():
            is_supervisor = role == Role.SUPERVISOR
            made[role] = Officer(
                username=username + suffix,
                password_hash=_password_hash(),
                full_name=f"Cán bộ Mẫu {username}",
                position=f"Chức danh {username}",
                role=role.value,
                agency_id=None if is_supervisor else agency.id,
                scope_province=agency.province_code if is_supervisor else None,
                active=True,
            )
            db.session.add(made[role])
    return Office(agency, sign_in_officers(app, made))


@lru_cache(maxsize=1)
def _password_hash() -> str:
    return generate_password_hash(PASSWORD)
