from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from api.access import Role
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.commands import catalogue_commands
from api.catalogue.importing import import_catalogue
from api.catalogue.local_facts import standing
from api.catalogue.models import LocalFact
from api.extensions import db, now
from tests.catalogue_lines import BIRTH, COPY, few_procedures, import_lines, line, write_lines
from tests.people import Office, Person, make_agency, make_office
from tests.printed import page_texts

PATH = "/desk/local-facts"
DECISION = {"decision": "Nghị quyết 12/2026/NQ-HĐND", "decided_on": "2026-07-01"}


def today() -> date:
    return now().astimezone(TIME_ZONE).date()


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def fact(**changes: Any) -> dict[str, Any]:
    given = {"procedure_code": BIRTH, "kind": "place", "text": "Quầy số 3, tầng 1", "reason": "Chuyển quầy"}
    return {**given, **changes}


def fee(**changes: Any) -> dict[str, Any]:
    return fact(**{"kind": "fee", "text": "Lệ phí 8.000 đồng", **DECISION, **changes})


@pytest.fixture
def here(office: Office, tmp_path: Path) -> Office:
    import_lines(tmp_path, few_procedures())
    return office


@pytest.fixture
def admin(here: Office) -> Person:
    return here[Role.ADMINISTRATOR]


def said(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


def local(person: Person, code: str = BIRTH, agency: str = "Y99.01.01") -> Any:
    return person.get(f"/procedures/{code}", query_string={"agency": agency}).get_json()["local"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "invalid_input"),
        (fact(text=""), "invalid_input"),
        (fact(text=" \n "), "invalid_input"),
        (fact(text="x" * 1001), "invalid_input"),
        (fact(text="Quầy\u202e3"), "invalid_input"),
        (fact(text="Quầy\x073"), "invalid_input"),
        (fact(text=["Quầy 3"]), "invalid_input"),
        (fact(reason=""), "invalid_input"),
        (fact(reason="x" * 501), "invalid_input"),
        (fact(kind="papers"), "invalid_input"),  # which papers are asked for is no local fact
        (fact(procedure_code="x" * 41), "invalid_input"),
        (fact(effective_from="hôm nay"), "invalid_input"),
        (fact(effective_from=in_days(732)), "day_not_usable"),
        (fact(effective_from="1999-12-31"), "day_not_usable"),
        (fee(decision=""), "decision_missing"),
        (fee(decision="  "), "decision_missing"),
        (fee(decided_on=None), "decision_missing"),
        (fee(decided_on=in_days(1), effective_from=in_days(2)), "day_not_usable"),
        (fee(effective_from="2026-06-30"), "fee_before_decision"),
        (fact(agency_code="Y99.01.02"), "invalid_input"),
    ],
)
def test_what_cannot_hold_is_refused_and_nothing_is_kept(admin: Person, body: dict[str, Any], code: str):
    for language in ("vi", "en"):
        answer = admin.post(PATH, body, headers={"Accept-Language": language})
        assert said(answer) == (422, code), answer.text
    assert admin.get(PATH).get_json() == {"items": [], "withdrawn": 0}


def test_a_procedure_that_is_not_there_has_no_local_facts(admin: Person):
    assert said(admin.post(PATH, fact(procedure_code="1.000000"))) == (404, "unknown_procedure")
    history = admin.get(f"{PATH}/history", query_string={"procedure_code": "1.000000", "kind": "fee"})
    assert said(history) == (404, "unknown_procedure")


def test_only_the_office_s_administrator_records_and_all_its_officers_read(here: Office, citizen: Person):
    for role, person in here.people.items():
        if role in (Role.ADMINISTRATOR, Role.SUPERVISOR):
            continue
        assert said(person.post(PATH, fact())) == (403, "not_allowed"), role
        assert said(person.post(f"{PATH}/end", fact())) == (403, "not_allowed"), role
        assert person.get(PATH).status_code == 200, role
    assert said(citizen.post(PATH, fact())) == (403, "not_allowed")
    assert said(citizen.get(PATH)) == (403, "not_allowed")


def test_a_fact_stands_beside_the_national_text_at_its_office_only(app: Flask, here: Office, admin: Person):
    plain = admin.get(f"/procedures/{BIRTH}").get_json()
    assert plain["local"] is None
    answer = admin.post(PATH, fee())
    assert answer.status_code == 201
    found = admin.get(f"/procedures/{BIRTH}", query_string={"agency": "Y99.01.01"}).get_json()
    assert found["local"] == {
        "agency_code": "Y99.01.01",
        "agency_name": "Trung tâm Phục vụ hành chính công phường Mẫu",
        "fee": {
            "text": "Lệ phí 8.000 đồng",
            **DECISION,
            "effective_from": today().isoformat(),
            "effective_to": None,
            "for_all_procedures": False,
        },
        **dict.fromkeys(("place", "contact", "hours", "feedback")),
    }
    assert {**found, "local": None} == plain
    other = make_office(app, make_agency("Y99.01.02"), suffix="2")
    assert local(admin, agency="Y99.01.02")["fee"] is None
    assert other[Role.ADMINISTRATOR].get(PATH).get_json()["items"] == []
    assert local(admin, COPY)["fee"] is None
    assert local(admin, agency="Y99.99.99") is None  # an office that was merged away


def test_what_a_page_kept_is_asked_for_again_after_a_correction(admin: Person):
    path, query = f"/procedures/{BIRTH}", {"agency": "Y99.01.01"}
    seen = {"If-None-Match": admin.get(path, query_string=query).headers["ETag"]}
    assert admin.get(path, query_string=query, headers=seen).status_code == 304
    admin.post(PATH, fact())
    assert admin.get(path, query_string=query, headers=seen).status_code == 200


def test_what_is_recorded_for_a_procedure_goes_before_what_holds_for_all(admin: Person):
    admin.post(PATH, fact(procedure_code=None, text="Tầng trệt"))
    assert local(admin)["place"]["text"] == "Tầng trệt"
    assert local(admin)["place"]["for_all_procedures"] is True
    admin.post(PATH, fact(text="Quầy 3"))
    assert local(admin)["place"]["text"] == "Quầy 3"
    assert local(admin, COPY)["place"]["text"] == "Tầng trệt"
    admin.post(f"{PATH}/end", {**series(), "last_day": in_days(-1), "reason": "Quầy đóng"})
    assert local(admin)["place"]["text"] == "Tầng trệt"


def series(**changes: Any) -> dict[str, Any]:
    return {"procedure_code": BIRTH, "kind": "place", **changes}


def test_corrections_are_history_and_a_change_may_be_recorded_ahead(admin: Person):
    admin.post(PATH, fact(text="Quầy 1"))
    admin.post(PATH, fact(text="Quầy 9", effective_from=in_days(30), reason="Sửa nhà"))
    answer = admin.post(PATH, fact(text="Quầy 2", reason="Gõ nhầm"))
    item = answer.get_json()
    assert answer.headers["ETag"] == '"3"'
    assert (item["version"], item["now"]["text"]) == (3, "Quầy 2")
    assert [row["text"] for row in item["planned"]] == ["Quầy 9"]
    history = admin.get(f"{PATH}/history", query_string=series()).get_json()["items"]
    assert [row["text"] for row in history] == ["Quầy 2", "Quầy 9", "Quầy 1"]
    assert history[0]["recorded_by"] == "Cán bộ Mẫu quantri"
    assert history[0]["reason"] == "Gõ nhầm"
    assert said(admin.post(PATH, fact(effective_from=in_days(-1)))) == (422, "earlier_than_present")


def test_a_planned_change_is_taken_back_and_what_holds_stays(admin: Person):
    admin.post(PATH, fact(text="Quầy 1"))
    admin.post(PATH, fact(text="Quầy 9", effective_from=in_days(30)))
    item = admin.post(
        f"{PATH}/end", {**series(), "effective_from": in_days(30), "reason": "Không sửa nhà nữa"}
    ).get_json()
    assert item["now"]["text"] == "Quầy 1"
    assert item["planned"] == []


def test_ending_needs_something_to_end_and_a_day_that_can_be(admin: Person):
    ending = {**series(), "reason": "Hết"}
    assert said(admin.post(f"{PATH}/end", ending)) == (409, "not_in_force")
    admin.post(PATH, fact())
    assert said(admin.post(f"{PATH}/end", {**ending, "last_day": in_days(-2)})) == (422, "day_not_usable")
    assert said(admin.post(f"{PATH}/end", {**ending, "effective_from": in_days(5)})) == (409, "not_in_force")
    assert admin.post(f"{PATH}/end", ending).get_json()["now"]["effective_to"] == in_days(0)
    assert local(admin)["place"] is not None  # still today
    assert admin.post(f"{PATH}/end", {**ending, "last_day": in_days(-1)}).get_json()["now"] is None
    assert local(admin)["place"] is None


@pytest.mark.parametrize("header", ['"0"', '"2"', "1", '"x"', '"99999999999"'])
def test_an_officer_who_saw_an_older_state_overwrites_nothing(admin: Person, header: str):
    admin.post(PATH, fact(text="Quầy 1"), headers={"If-Match": '"0"'})
    answer = admin.post(PATH, fact(text="Quầy 2"), headers={"If-Match": header})
    assert said(answer) == (412, "changed_meanwhile")
    answer = admin.post(f"{PATH}/end", {**series(), "reason": "Hết"}, headers={"If-Match": header})
    assert said(answer) == (412, "changed_meanwhile")
    assert local(admin)["place"]["text"] == "Quầy 1"
    assert admin.post(PATH, fact(text="Quầy 3"), headers={"If-Match": '"1"'}).status_code == 201


def test_of_officers_who_correct_at_once_one_wins_and_the_others_are_told(admin: Person):
    def correct(number: int) -> int:
        with admin.app.app_context():
            return admin.post(PATH, fact(text=f"Quầy {number}"), headers={"If-Match": '"0"'}).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(correct, range(6))) == [201, 412, 412, 412, 412, 412]
    assert len(admin.get(f"{PATH}/history", query_string=series()).get_json()["items"]) == 1


def test_an_import_erases_nothing_and_reports_what_hangs_on_withdrawn_procedures(
    app: Flask, admin: Person, tmp_path: Path
):
    admin.post(PATH, fact())
    admin.post(PATH, fact(procedure_code=COPY, text="Quầy 5"))
    import_catalogue(write_lines(tmp_path / "new.jsonl", [line(BIRTH, "Tên mới của thủ tục")]))
    assert local(admin)["place"]["text"] == "Quầy số 3, tầng 1"
    gone = write_lines(tmp_path / "gone.jsonl", [line(COPY, "Chứng thực bản sao", listed=False)])
    output = (
        app.test_cli_runner().invoke(catalogue_commands, ["import", str(gone)], catch_exceptions=False).output
    )
    assert f"Y99.01.01 has a local place for {COPY}, which is not published any more" in output
    found = admin.get(PATH).get_json()
    assert found["withdrawn"] == 1
    assert [item["procedure"]["code"] for item in found["items"]] == [COPY, BIRTH]
    assert local(admin, COPY)["place"]["text"] == "Quầy 5"
    admin.post(f"{PATH}/end", {**series(procedure_code=COPY), "last_day": in_days(-1), "reason": "Bãi bỏ"})
    output = (
        app.test_cli_runner().invoke(catalogue_commands, ["import", str(gone)], catch_exceptions=False).output
    )
    assert "not published any more" not in output


def test_sheets_say_what_holds_here_beside_the_national_fee(admin: Person):
    def sheet() -> TestResponse:
        return admin.get(f"/procedures/{BIRTH}/sheet.pdf", query_string={"agency": "Y99.01.01"})

    before = sheet().headers["ETag"]
    admin.post(PATH, fee(text="Bản sao: 8.000 đồng/bản"))
    admin.post(PATH, fact(procedure_code=None, kind="hours", text="Sáng thứ Bảy cũng tiếp"))
    admin.post(PATH, fact(procedure_code=None, kind="feedback", text="Hộp thư góp ý tại sảnh"))
    answer = sheet()
    assert answer.headers["ETag"] != before
    text = " ".join(page_texts(answer.data))
    assert "Phí, lệ phí theo công bố chung: Miễn phí" in text
    assert (
        "Phí, lệ phí tại đây: Bản sao: 8.000 đồng/bản (Nghị quyết 12/2026/NQ-HĐND ngày 01/07/2026; áp dụng từ"
        in text
    )
    assert "Giờ tiếp dân: Sáng thứ Bảy cũng tiếp" in text
    assert "Phản ánh, kiến nghị: Hộp thư góp ý tại sảnh" in text
    field = admin.get("/procedures/sheets.pdf", query_string={"agency": "Y99.01.01", "field": "Chứng thực"})
    assert "8.000" not in " ".join(page_texts(field.data))
    field = admin.get("/procedures/sheets.pdf", query_string={"agency": "Y99.01.01", "field": "Hộ tịch"})
    assert "Bản sao: 8.000" in page_texts(field.data)[0].replace("\n", " "), "in the list beside the sheets"


DAYS = st.integers(0, 12).map(lambda days: date(2026, 1, 1) + timedelta(days=days))
ROWS = st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=8)


@given(ROWS, DAYS)
def test_at_most_one_row_holds_and_it_is_the_newest_of_its_beginning(
    rows: list[tuple[date, date | None]], on: date
):
    made = [
        LocalFact(number=number, effective_from=first, effective_to=last)
        for number, (first, last) in enumerate(rows, start=1)
    ]
    found = standing(made, on)
    assert found.version == len(rows)
    if found.now is not None:
        assert found.now.effective_from <= on
        assert found.now.effective_to is None or found.now.effective_to >= on
        later = [row for row in made if row.number > found.now.number]
        assert all(row.effective_from != found.now.effective_from for row in later)
    assert all(row.effective_from > on for row in found.planned)
    assert found == standing(list(reversed(made)), on)


def test_nobody_edits_a_row(admin: Person):
    admin.post(PATH, fact(text="Quầy 1"))
    first = db.session.query(LocalFact).one()
    kept = {column.key: getattr(first, column.key) for column in LocalFact.__table__.columns}
    admin.post(PATH, fact(text="Quầy 2"))
    admin.post(f"{PATH}/end", {**series(), "reason": "Hết"})
    db.session.rollback()  # the picture of before
    db.session.expire_all()
    rows = db.session.query(LocalFact).order_by(LocalFact.number).all()
    assert [row.number for row in rows] == [1, 2, 3]
    assert {column.key: getattr(rows[0], column.key) for column in LocalFact.__table__.columns} == kept
