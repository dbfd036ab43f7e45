"""Offices one by one: who is in force, who took over, who works there; and the commands that say so."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from api.accounts.models import Officer
from api.agency_commands import agency_commands
from api.catalogue.agencies import today
from api.catalogue.models import Agency
from api.documents.storage import key_for, store
from api.extensions import db, write_unit
from api.officer_commands import officer_commands
from tests.handing_in import hand_in, with_catalogue
from tests.people import Office, Person, make_agency
from tests.unit_lines import AN_HOI, BAN_CO, with_units

YESTERDAY, TOMORROW = timedelta(days=-1), timedelta(days=1)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client(use_cookies=False)


def get(client: FlaskClient, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1{path}", query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def run(app: Flask, group: Any, *words: str) -> Any:
    return app.test_cli_runner().invoke(group, list(words))


def test_an_office_tells_hours_and_that_it_is_in_force(app: Flask, client: FlaskClient):
    make_agency(
        "H1",
        opening_hours={**{day: [["08:00", "11:00"]] for day in WEEKDAYS}, "saturday": [["08:00", "10:00"]]},
    )
    found = get(client, "/agencies/H1")
    assert (found["in_force"], found["successor"], found["effective_to"]) == (True, None, None)
    assert found["opening_hours"]["saturday"] == [["08:00", "10:00"]]
    make_agency("H2")
    assert (found["states_hours"], get(client, "/agencies/H2")["states_hours"]) == (True, False)
    usual = get(client, "/agencies/H2")["opening_hours"]
    assert usual["monday"] == [["07:30", "11:30"], ["13:30", "17:00"]]
    assert usual["sunday"] == []


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def test_one_that_has_ended_is_not_offered_and_leads_to_who_took_over(app: Flask, client: FlaskClient):
    make_agency("OLD", effective_to=today() + YESTERDAY, successor_code="BETWEEN")
    make_agency("BETWEEN", effective_to=today() + YESTERDAY, successor_code="NEW")
    make_agency("NEW", effective_from=today())
    make_agency("LATER", effective_from=today() + TOMORROW)
    make_agency("LAST-DAY", effective_to=today())
    assert {item["code"] for item in get(client, "/agencies")["items"]} == {"NEW", "LAST-DAY"}
    found = get(client, "/agencies/OLD")
    assert (found["in_force"], found["successor"]["code"]) == (False, "NEW")
    later = get(client, "/agencies/LATER")
    assert (later["in_force"], later["successor"]) == (False, None)


@pytest.mark.parametrize("successor", [None, "NOWHERE", "B"])
def test_without_a_known_successor_there_is_none(client: FlaskClient, successor: str | None):
    """Also when two name each other."""
    make_agency("A", effective_to=today() + YESTERDAY, successor_code=successor)
    make_agency("B", effective_to=today() + YESTERDAY, successor_code="A")
    found = get(client, "/agencies/A")
    assert (found["in_force"], found["successor"]) == (False, None)


def test_the_office_of_a_commune_and_who_took_over_from_it(client: FlaskClient):
    make_agency("OLD", commune_code=BAN_CO, effective_to=today() + YESTERDAY, successor_code="BETWEEN")
    make_agency("BETWEEN", effective_to=today() + YESTERDAY, successor_code="JOINT")
    make_agency("JOINT", commune_code=AN_HOI)
    make_agency("OTHER")
    for commune in (BAN_CO, AN_HOI):
        assert [item["code"] for item in get(client, "/agencies", commune=commune)["items"]] == ["JOINT"]
    assert get(client, "/agencies", commune="99999")["items"] == []
    assert client.get("/api/v1/agencies?commune=1").status_code == 422


@pytest.mark.parametrize("path", ["", "/officers", f"/officers/photos/{'0' * 64}"])
def test_an_unknown_office_is_not_found(client: FlaskClient, path: str):
    answer = client.get(f"/api/v1/agencies/X.1{path}")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_agency")


def test_officers_stand_on_the_page_only_when_published_and_active(
    app: Flask, office: Office, client: FlaskClient
):
    code = office.agency.code
    assert get(client, f"/agencies/{code}/officers") == {"items": []}
    for name, *facts in [
        ("tiepnhan", "--phone", "+84 912 345 678", "--fields", "Tiếp nhận", "--order", "2"),
        ("chuyenvien", "--order", "1"),
        ("lanhdao", "--head", "--phone", "1900 1234"),
        ("vanthu",),
    ]:
        assert run(app, officer_commands, "update", name, "--publish", *facts).exit_code == 0
    db.session.rollback()
    with_write("vanthu", active=False)
    found = get(client, f"/agencies/{code}/officers")["items"]
    assert [(item["position"], item["phone"], item["is_head"]) for item in found] == [
        ("Chức danh lanhdao", "19001234", True),
        ("Chức danh chuyenvien", "", False),
        ("Chức danh tiepnhan", "0912345678", False),
    ]
    assert set(found[0]) == {"name", "position", "area", "phone", "is_head", "photo"}
    assert run(app, officer_commands, "update", "lanhdao", "--hide").stdout == "lanhdao: not published\n"
    assert len(get(client, f"/agencies/{code}/officers")["items"]) == 2


def with_write(username: str, **changes: Any) -> None:
    with write_unit():
        officer = db.session.execute(select(Officer).where(Officer.username == username)).scalar_one()
        for name, value in changes.items():
            setattr(officer, name, value)


def test_a_photo_is_shown_replaced_and_taken_away(
    app: Flask, office: Office, client: FlaskClient, tmp_path: Path
):
    def shown() -> str | None:
        (item,) = get(client, f"/agencies/{office.agency.code}/officers")["items"]
        return str(item["photo"]) if item["photo"] else None

    def photo(colour: str) -> str:
        file = tmp_path / f"{colour}.png"
        Image.new("RGB", (600, 800), colour).save(file)
        return str(file)

    run(app, officer_commands, "update", "tiepnhan", "--publish")
    assert shown() is None
    assert run(app, officer_commands, "photo", "tiepnhan", photo("navy")).stdout == "tiepnhan: photo set\n"
    first = shown()
    assert first is not None
    answer = client.get(first)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert picture.format == "JPEG"
    assert client.get(first, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304

    run(app, officer_commands, "photo", "tiepnhan", photo("maroon"))
    assert shown() not in (None, first)
    assert client.get(first).get_json()["code"] == "unknown_photo"
    assert not store().exists(key_for(first.rsplit("/", 1)[1])), "nobody shows it any more"

    second = shown()
    run(app, officer_commands, "update", "tiepnhan", "--hide")
    assert client.get(str(second)).status_code == 404, "a hidden officer's photo is hidden too"
    assert run(app, officer_commands, "photo", "tiepnhan", "--remove").stdout == "tiepnhan: no photo\n"


@pytest.mark.parametrize(
    "words",
    [
        ("update", "nobody", "--publish"),
        ("update", "giamsat", "--publish"),  # belongs to no office
        ("update", "tiepnhan", "--phone", "12"),
        ("update", "tiepnhan", "--name", ""),
        ("update", "tiepnhan", "--order", "-1"),
        ("update", "tiepnhan", "--fields", "x" * 301),
        ("photo", "tiepnhan"),
        ("photo", "tiepnhan", __file__),
        ("photo", "tiepnhan", __file__, "--remove"),
        ("add", "moi", "--role", "clerk", "--name", "A", "--position", "B", "--agency", "X.1"),
        ("add", "tiepnhan", "--role", "clerk", "--name", "A", "--position", "B", "--agency", "Y99.01.01"),
        ("add", "tên xấu", "--role", "clerk", "--name", "A", "--position", "B", "--agency", "Y99.01.01"),
        ("add", "moi", "--role", "clerk", "--name", " ", "--position", "B", "--agency", "Y99.01.01"),
        ("add", "moi", "--role", "clerk", "--name", "A", "--position", "", "--agency", "Y99.01.01"),
        ("photo", "nobody", __file__),
        ("add", "moi", "--role", "supervisor", "--name", "A", "--position", "B", "--agency", "Y99.01.01"),
    ],
)
def test_officer_commands_refuse_what_is_not_right(app: Flask, office: Office, words: tuple[str, ...]):
    assert run(app, officer_commands, *words).exit_code == 2
    published = select(Officer.id).where(Officer.published)
    assert db.session.execute(published).first() is None


def test_a_new_officer_may_be_published_at_once(app: Flask, office: Office, client: FlaskClient):
    facts = (
        "--name",
        " Trần  Văn Mẫu ",
        "--position",
        "Văn thư",
        "--agency",
        office.agency.code,
        "--publish",
    )
    made = run(app, officer_commands, "add", "moi", "--role", "clerk", *facts)
    assert made.stdout.startswith("moi: ")
    (item,) = get(client, f"/agencies/{office.agency.code}/officers")["items"]
    assert item["name"] == "Trần Văn Mẫu"


def test_an_office_is_added_and_ended_by_command(app: Flask, client: FlaskClient, tmp_path: Path):
    with_units(tmp_path)
    facts = ("--name", "Trung tâm phường Bàn Cờ", "--province", "79")
    assert run(app, agency_commands, "add", "H79.1", *facts, "--commune", BAN_CO).stdout == "H79.1 added\n"
    assert run(app, agency_commands, "add", "H79.2", *facts).exit_code == 0
    assert [item["code"] for item in get(client, "/agencies", commune=BAN_CO)["items"]] == ["H79.1"]
    ended = run(app, agency_commands, "end", "H79.1", "--on", "2026-01-31", "--successor", "H79.2", "--past")
    assert ended.exit_code == 0, ended.output
    assert get(client, "/agencies/H79.1")["successor"]["code"] == "H79.2"
    assert [item["code"] for item in get(client, "/agencies", commune=BAN_CO)["items"]] == ["H79.2"]


def test_ending_an_office_tells_of_the_dossiers_that_are_left(
    app: Flask, citizen: Person, office: Office, tmp_path: Path
):
    with_catalogue(tmp_path)
    hand_in(citizen, office.agency)
    ended = run(app, agency_commands, "end", office.agency.code, "--on", today().isoformat())
    assert "1 dossiers there are not finished" in ended.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("add", "h 1", "--name", "A", "--province", "79"),
        ("add", "Y99.01.01", "--name", "A", "--province", "01"),
        ("add", "H1", "--name", "...", "--province", "79"),
        ("add", "H1", "--name", "A", "--province", "02"),
        ("add", "H1", "--name", "A", "--province", "79", "--commune", AN_HOI),  # of another province
        ("add", "H1", "--name", "A", "--province", "79", "--commune", "99999"),
        ("add", "H1", "--name", "A", "--province", "79", "--from", "31/12/2026"),
        ("add", "H1", "--name", "A", "--province", "79", "--hotline", "abc"),
        ("end", "X.1", "--on", "2026-01-31", "--past"),
        ("end", "Y99.01.01", "--on", "2026-01-31"),
        ("end", "Y99.01.01", "--on", "2026-01-31", "--past", "--successor", "X.1"),
        ("end", "Y99.01.01", "--on", "2026-01-31", "--past", "--successor", "Y99.01.01"),
        ("end", "Y99.01.01", "--on", "2026-01-31", "--past", "--successor", "CHILD"),
        ("end", "CHILD", "--on", "2019-12-31", "--past"),
    ],
)
def test_agency_commands_refuse_what_is_not_right(app: Flask, tmp_path: Path, words: tuple[str, ...]):
    with_units(tmp_path)
    make_agency()
    make_agency("CHILD", effective_from=today() + YESTERDAY, successor_code="Y99.01.01")
    before = db.session.execute(select(Agency.code, Agency.effective_to)).all()
    assert run(app, agency_commands, *words).exit_code == 2
    assert db.session.execute(select(Agency.code, Agency.effective_to)).all() == before
