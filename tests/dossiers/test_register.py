"""Form 07: continuous numbers at reception, the book as files, closed once and only when its year is over."""

from __future__ import annotations

import io
import multiprocessing
import uuid
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from sqlalchemy import select, update

from api import create_app
from api.access import Role
from api.accounts.models import Officer
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import Agency
from api.code_pattern import DOSSIER_CODE, fill_in, read_code_pattern
from api.config import Settings, SettingsError
from api.dossiers import numbers
from api.dossiers.errors import RegisterClosed
from api.dossiers.forms.register import close, entries
from api.dossiers.models import CodeCounter, Dossier, RegisterCounter
from api.extensions import db, now, write_unit
from tests.handing_in import act, finish, hand_in
from tests.people import Office, Person, make_agency, make_office
from tests.printed import page_texts

THIS_YEAR = now().astimezone(TIME_ZONE).year


def received(citizen: Person, office: Office) -> str:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    return dossier_id


def cells(xlsx: bytes) -> list[list[str]]:
    """The rows of the only sheet, as another reader than the writer sees them."""
    names = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
    return [
        ["".join(cell.itertext()) for cell in row.findall("x:c", names)]
        for row in sheet.iter(f"{{{names['x']}}}row")
    ]


def an_earlier_year(dossier_id: str) -> int:
    """The dossier's year becomes the one before: a year passes only so in a test."""
    with write_unit():
        db.session.execute(
            update(Dossier).where(Dossier.id == uuid.UUID(dossier_id)).values(register_year=THIS_YEAR - 1)
        )
        db.session.execute(update(RegisterCounter).values(year=THIS_YEAR - 1))
    return THIS_YEAR - 1


def test_numbers_are_continuous_at_reception_and_none_before(citizen: Person, office: Office) -> None:
    waiting = hand_in(citizen, office.agency)
    ids = [received(citizen, office) for _ in range(3)]
    db.session.rollback()
    found = [db.session.get_one(Dossier, uuid.UUID(one)) for one in ids]
    assert [(one.register_year, one.register_number) for one in found] == [(THIS_YEAR, n) for n in (1, 2, 3)]
    assert db.session.get_one(Dossier, uuid.UUID(waiting)).register_number is None


def test_the_book_as_a_spreadsheet(citizen: Person, office: Office) -> None:
    first, second = received(citizen, office), hand_in(citizen, office.agency)
    finish(office, second)
    answer = office[Role.RECEPTION].get(f"/desk/register/{THIS_YEAR}.xlsx")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    rows = cells(answer.data)
    assert rows[0][0].startswith(office.agency.name)
    codes = [office[Role.RECEPTION].get(f"/desk/dossiers/{one}").json["code"] for one in (first, second)]
    assert [(row[0], row[1]) for row in rows[-2:]] == [("1", codes[0]), ("2", codes[1])]
    assert "Nguyễn Văn Mẫu" in rows[-1]
    assert "Thủ tục đăng ký khai sinh (1.001193)" in rows[-1]


def test_a_formula_in_a_name_stays_a_name(citizen: Person, office: Office) -> None:
    name = '=HYPERLINK("https://example.org")'
    dossier_id = hand_in(citizen, office.agency, applicant={"full_name": name, "phone": "0912345678"})
    act(office, Role.RECEPTION, dossier_id, "receive")
    data = office[Role.RECEPTION].get(f"/desk/register/{THIS_YEAR}.xlsx").data
    assert name in cells(data)[-1]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_month_on_paper(citizen: Person, office: Office) -> None:
    received(citizen, office)
    month = now().astimezone(TIME_ZONE).month
    text = " ".join(page_texts(office[Role.CLERK].get(f"/desk/register/{THIS_YEAR}/{month}.pdf").data))
    for said in (f"Sổ theo dõi hồ sơ tháng {month:02d} năm {THIS_YEAR}", "Nguyễn Văn Mẫu", "Trang 1"):
        assert said in text
    other = month % 12 + 1
    text = " ".join(page_texts(office[Role.CLERK].get(f"/desk/register/{THIS_YEAR}/{other}.pdf").data))
    assert "chưa tiếp nhận hồ sơ nào" in text
    assert office[Role.CLERK].get(f"/desk/register/{THIS_YEAR}/13.pdf").status_code == 404


def test_offices_have_books_of_their_own(app: Flask, citizen: Person, office: Office) -> None:
    received(citizen, office)
    elsewhere = make_office(app, make_agency("Y99.01.02"), suffix="2")
    assert elsewhere[Role.LEADER].get("/desk/register").json["items"] == []
    answer = elsewhere[Role.LEADER].get(f"/desk/register/{THIS_YEAR}.xlsx")
    assert (answer.status_code, answer.json["code"]) == (404, "empty_register")


def test_a_book_is_closed_once_after_its_year_by_the_head(citizen: Person, office: Office) -> None:
    dossier_id = received(citizen, office)
    leader = office[Role.LEADER]
    answer = leader.post(f"/desk/register/{THIS_YEAR}/closing")
    assert (answer.status_code, answer.json["code"]) == (409, "year_not_over")
    assert leader.get("/desk/register").json["items"][0]["may_close"] is False
    year = an_earlier_year(dossier_id)
    assert leader.get("/desk/register").json["items"][0]["may_close"] is True
    assert office[Role.RECEPTION].get("/desk/register").json["items"][0]["may_close"] is False
    assert office[Role.RECEPTION].post(f"/desk/register/{year}/closing").json["code"] == "wrong_role"
    closed = leader.post(f"/desk/register/{year}/closing")
    assert closed.status_code == 200, closed.json
    assert (closed.json["entries"], closed.json["still_whole"], closed.json["may_close"]) == (1, True, False)
    again = leader.post(f"/desk/register/{year}/closing")
    assert (again.status_code, again.json["code"]) == (409, "register_closed_already")
    assert leader.get("/desk/register").json["items"][0]["closed_at"] == closed.json["closed_at"]
    assert leader.post(f"/desk/register/{year - 1}/closing").json["code"] == "empty_register"


def test_a_closed_book_says_when_it_is_another_than_was_closed(citizen: Person, office: Office) -> None:
    year = an_earlier_year(received(citizen, office))
    office[Role.LEADER].post(f"/desk/register/{year}/closing")
    with write_unit():
        db.session.execute(update(Dossier).values(register_number=7))
    assert office[Role.LEADER].get("/desk/register").json["items"][0]["still_whole"] is False


def test_nothing_is_received_into_a_closed_year(app: Flask, citizen: Person, office: Office) -> None:
    """The machine's clock may run behind after New Year."""
    year = an_earlier_year(received(citizen, office))
    leader = db.session.execute(select(Officer.id).where(Officer.role == Role.LEADER)).scalar_one()
    close(office.agency.id, year, by=leader, at=now())
    with pytest.raises(RegisterClosed), write_unit():
        numbers.next_in_register(office.agency, datetime(year, 12, 31, 12, tzinfo=TIME_ZONE))
    assert [entry.number for entry in entries(office.agency.id, year)] == [1]


def test_the_year_turns_at_midnight_in_vietnam(app: Flask) -> None:
    agency = make_agency("Y99.01.03")
    new_year = datetime(2027, 1, 1, tzinfo=TIME_ZONE).astimezone(UTC)
    with write_unit():
        given = [
            numbers.next_in_register(agency, new_year + timedelta(seconds=seconds))
            for seconds in (-2, -1, 0, 1)
        ]
    assert given == [(2026, 1), (2026, 2), (2027, 1), (2027, 2)]


# Codes


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        (DOSSIER_CODE, "H61.12.3-261122-0001"),
        ("{agency}-{yyyymmdd}-{number:6}", "H61.12.3-20261122-000001"),
        ("VN.{yymmdd}.{agency}.{number:5}", "VN.261122.H61.12.3.00001"),
    ],
)
def test_a_code_follows_the_pattern(pattern: str, code: str) -> None:
    day = datetime(2026, 11, 22, tzinfo=TIME_ZONE).date()
    assert fill_in(read_code_pattern(pattern), agency="H61.12.3", day=day, number=1) == code
    assert fill_in(pattern, agency="H61.12.3", day=day, number=1234567).endswith("1234567") == code.endswith(
        "1"
    )


@pytest.mark.parametrize(
    "pattern",
    [
        "{agency}-{number:4}", "{yymmdd}-{number:4}", "{agency}-{yymmdd}", "{agency}{agency}-{yymmdd}-{number:4}",
        "{agency}-{yymmdd}-{yyyymmdd}-{number:4}", "{agency}-{yymmdd}-{number}", "{agency}-{yymmdd}-{number:9}",
        "{agency}/{yymmdd}/{number:4}", "{agency} {yymmdd} {number:4}", "{agency}-{day}-{yymmdd}-{number:4}",
        "{agency}-{yymmdd}-{number:4}\n", "x{agency}-{yymmdd}-{number:4}", "MUOIHAIKYTU-{agency}{yymmdd}{number:4}",
    ],
)  # fmt: skip
def test_a_pattern_that_gives_no_code_of_its_own_is_refused(pattern: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="DOSSIER_CODE_PATTERN"):
        Settings.from_environment({"MOTCUA_DATA": str(tmp_path), "DOSSIER_CODE_PATTERN": pattern})


def _take_numbers(environment: dict[str, str], agency_id: int, times: int, taken: Any) -> None:
    """In a process of its own, as another web process has it."""
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        codes = []
        for _ in range(times):
            with write_unit():
                agency = db.session.get_one(Agency, agency_id)
                codes.append((numbers.next_code(agency, now()), numbers.next_in_register(agency, now())))
        taken.put(codes)


def take_in_processes(environment: dict[str, str], agency: Agency, *, processes: int, times: int) -> None:
    """Every number once and none left out, of the day's codes and of the year's register."""
    context = multiprocessing.get_context("spawn")
    taken = context.Queue()
    begun = now().astimezone(TIME_ZONE).date()
    workers = [
        context.Process(target=_take_numbers, args=(environment, agency.id, times, taken))
        for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    found = [pair for _ in workers for pair in taken.get(timeout=600)]
    for worker in workers:
        worker.join(timeout=60)
        assert worker.exitcode == 0
    every = list(range(1, processes * times + 1))
    assert sorted(number for _, (_, number) in found) == every
    codes = [code for code, _ in found]
    assert len(set(codes)) == len(codes)
    if now().astimezone(TIME_ZONE).date() == begun:  # else two days share them
        assert sorted(int(code.rsplit("-", 1)[1]) for code in codes) == every
    db.session.rollback()
    assert sum(db.session.execute(select(CodeCounter.last)).scalars()) == len(every)


def test_processes_take_numbers_without_gap_or_double(app: Flask, environment: dict[str, str]) -> None:
    take_in_processes(environment, make_agency("Y99.01.04"), processes=3, times=40)


@pytest.mark.soak
def test_twenty_processes_take_two_hundred_each(app: Flask, environment: dict[str, str]) -> None:
    take_in_processes(environment, make_agency("Y99.01.05"), processes=20, times=200)
