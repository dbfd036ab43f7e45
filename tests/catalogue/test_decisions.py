"""Publishing decisions: entered whole or not at all, once, by who may; voided with a reason."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from api.access import Role
from api.accounts.models import Officer
from api.catalogue.models import Procedure, ProcedureVersion
from api.catalogue.posting_models import PublishingDecision
from api.extensions import db
from api.officer_commands import add_officer
from api.schema_migrations import downgrade, upgrade
from tests.catalogue_lines import import_lines
from tests.people import Office, Person, make_agency, make_office
from tests.posting_lines import (
    FIRST,
    INCOMPLETE,
    SECOND,
    act,
    complete,
    days_ago,
    decision,
    may_decide_for_province,
    publishable,
)


@pytest.fixture
def admin(office: Office, tmp_path: Path) -> Person:
    publishable(tmp_path)
    return office[Role.ADMINISTRATOR]


def count() -> int:
    db.session.rollback()
    return db.session.query(PublishingDecision).count()


def test_a_decision_makes_an_entry_for_each_procedure_with_its_last_day(
    admin: Person, office: Office
) -> None:
    answer = admin.post("/desk/decisions", decision(FIRST, SECOND, decided_on="2026-02-12"))
    assert answer.status_code == 201, answer.json
    assert answer.json["publish_by"] == "2026-02-26", "over Tết"
    assert answer.json["effective_from"] == "2026-02-12"
    assert answer.json["rule_set"] == "posting-2025"
    register = office[Role.RECEPTION].get("/desk/postings").json
    assert {item["procedure_code"] for item in register["items"]} == {FIRST, SECOND}
    assert register["counts"] == {
        "to_do": 2, "missing": 2, "not_yet_due": 0, "late": 0, "on_time": 0, "all": 2,
    }  # fmt: skip


def test_what_lacks_a_mandatory_part_blocks_the_whole_decision(admin: Person) -> None:
    body = decision(FIRST, INCOMPLETE)
    answer = admin.post("/desk/decisions", body)
    assert (answer.status_code, answer.json["code"]) == (422, "procedure_incomplete")
    [fault] = answer.json["errors"]
    assert (fault["field"], fault["procedure_code"]) == ("procedures.1.code", INCOMPLETE)
    assert fault["missing"] == ["result", "legal_basis"]
    assert "kết quả thực hiện, căn cứ pháp lý" in fault["detail"]
    in_english = admin.post("/desk/decisions", body, headers={"Accept-Language": "en"}).json["errors"][0]
    assert "result, legal basis" in in_english["detail"]
    assert count() == 0
    assert admin.get("/desk/postings?show=all").json["total"] == 0


def test_what_is_abolished_need_not_be_complete_nor_listed(admin: Person, tmp_path: Path) -> None:
    body = decision(procedures=[{"code": INCOMPLETE, "effect": "abolish"}])
    assert admin.post("/desk/decisions", body).status_code == 201
    import_lines(tmp_path, [complete(SECOND, listed=False)])
    publish = admin.post("/desk/decisions", decision(SECOND, number="2/QĐ"))
    assert (publish.status_code, publish.json["errors"][0]["code"]) == (422, "procedure_withdrawn")
    abolish = decision(procedures=[{"code": SECOND, "effect": "abolish"}], number="2/QĐ")
    assert admin.post("/desk/decisions", abolish).status_code == 201


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"decided_on": days_ago(-2)}, "decision_date_not_usable"),
        ({"decided_on": "1999-01-01"}, "decision_date_not_usable"),
        ({"effective_from": days_ago(31)}, "effective_date_not_usable"),
        ({"effective_from": "2999-01-01"}, "effective_date_not_usable"),
        ({"decided_on": "30/02/2026"}, "invalid_input"),
        ({"number": "   "}, "invalid_input"),
        ({"number": "x" * 121}, "invalid_input"),
        ({"issuer": ""}, "invalid_input"),
        ({"procedures": []}, "invalid_input"),
        ({"procedures": [{"code": FIRST}] * 501}, "invalid_input"),
        ({"procedures": [{"code": FIRST, "effect": "burn"}]}, "invalid_input"),
        ({"procedures": [{"code": FIRST}, {"code": FIRST}]}, "procedures_not_usable"),
        ({"procedures": [{"code": "9.999999"}]}, "procedures_not_usable"),
        ({"applies_to": "nation"}, "invalid_input"),
    ],
)
def test_wrong_decisions_are_refused_and_leave_nothing(
    admin: Person, changes: dict[str, Any], code: str
) -> None:
    answer = admin.post("/desk/decisions", decision(FIRST, **changes))
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert count() == 0


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.LEADER, Role.CLERK])
def test_only_the_administrator_enters_decisions(admin: Person, office: Office, role: Role) -> None:
    answer = office[role].post("/desk/decisions", decision(FIRST))
    assert (answer.status_code, answer.json["code"]) == (403, "wrong_role")
    assert admin.get("/desk/decisions").json["may_record"] is True
    assert office[role].get("/desk/decisions").json["may_record"] is False


def test_the_whole_province_needs_a_right_of_its_own(app: Flask, admin: Person, office: Office) -> None:
    body = decision(FIRST, applies_to="province")
    assert admin.post("/desk/decisions", body).json["code"] == "province_not_allowed"
    may_decide_for_province(admin, office.agency.province_code)
    neighbour = make_office(app, make_agency("Y99.01.02"), suffix="2")
    elsewhere = make_office(app, make_agency("Y99.02.01", province="02"), suffix="3")
    made = admin.post("/desk/decisions", body)
    assert made.status_code == 201
    assert neighbour[Role.RECEPTION].get("/desk/postings").json["total"] == 1
    assert elsewhere[Role.RECEPTION].get("/desk/postings").json["total"] == 0
    voiding = f"/desk/decisions/{made.json['id']}/void"
    assert neighbour[Role.ADMINISTRATOR].post(voiding, {"reason": "x"}).json["code"] == "province_not_allowed"
    assert elsewhere[Role.ADMINISTRATOR].post(voiding, {"reason": "x"}).json["code"] == "unknown_decision"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--role", "administrator", "--agency", "Y99.01.01", "--province", "01"], ""),
        (["--role", "administrator", "--agency", "Y99.01.01", "--province", "02"], "lies in province 01"),
        (
            ["--role", "reception", "--agency", "Y99.01.01", "--province", "01"],
            "supervisors and administrators",
        ),
        (["--role", "supervisor"], "supervisors need --province"),
    ],
)
def test_the_right_is_given_with_the_account(
    app: Flask, office: Office, options: list[str], said: str
) -> None:
    known = ["moi", "--name", "Người Mới", "--position", "Quản trị"]
    done = app.test_cli_runner().invoke(add_officer, [*known, *options])
    assert (done.exit_code == 0, said in done.output) == (not said, True), done.output
    found = db.session.query(Officer).filter_by(username="moi").one_or_none()
    assert (found is None) == bool(said)
    assert found is None or found.scope_province == "01"


def test_the_same_decision_twice_is_one_and_another_under_its_number_is_refused(admin: Person) -> None:
    first = admin.post("/desk/decisions", decision(FIRST))
    again = admin.post("/desk/decisions", decision(FIRST, number=" 12/qđ-mẫu "))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json["id"] == first.json["id"]
    other = admin.post("/desk/decisions", decision(SECOND))
    assert (other.status_code, other.json["code"]) == (409, "decision_already_recorded")
    assert count() == 1


def test_two_taps_at_once_are_one_decision(app: Flask, admin: Person) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(
            target=lambda: answers.append(admin.post("/desk/decisions", decision(FIRST)).status_code)
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert count() == 1
    assert answers.count(201) == 1
    assert set(answers) <= {200, 201, 409}


def test_a_wrong_entry_is_voided_with_its_reason_and_entered_anew(admin: Person, office: Office) -> None:
    made = admin.post("/desk/decisions", decision(FIRST)).json
    path = f"/desk/decisions/{made['id']}/void"
    assert admin.post(path, {"reason": "  "}).status_code == 422
    assert office[Role.RECEPTION].post(path, {"reason": "sai ngày"}).json["code"] == "wrong_role"
    voided = admin.post(path, {"reason": "Ghi sai ngày"})
    assert voided.json["void_reason"] == "Ghi sai ngày"
    assert admin.post(path, {"reason": "lần nữa"}).json["code"] == "decision_already_voided"
    assert admin.get("/desk/postings?show=all").json["total"] == 0
    assert admin.post("/desk/decisions", decision(FIRST, ago=20)).status_code == 201
    assert len(admin.get("/desk/decisions").json["items"]) == 2, "the voided one stays readable"


def test_importing_is_not_blocked_and_closes_the_version_before(admin: Person, tmp_path: Path) -> None:
    admin.post("/desk/decisions", decision(FIRST, effective_from=days_ago(28)))
    import_lines(tmp_path, [complete(FIRST, legal_basis=[])])
    found = admin.get(f"/procedures/{FIRST}/versions").json
    assert found["in_force"] == 2
    first, second = found["versions"]
    assert (first["effective_from"], first["effective_to"]) == (None, days_ago(1))
    assert (second["effective_from"], second["effective_to"]) == (days_ago(0), None)
    assert admin.get(f"/procedures/{FIRST}/versions?on={days_ago(1)}").json["in_force"] == 1
    of_office = admin.get(f"/procedures/{FIRST}/versions?agency=Y99.01.01&on={days_ago(29)}").json
    assert of_office["in_force"] is None, "the office's decision takes effect a day later"
    assert of_office["versions"][0]["decisions"][0]["number"] == "12/QĐ-MẪU"
    [row] = admin.get("/desk/postings?show=all").json["items"]
    assert "outdated" not in row["gaps"], "nothing is posted yet"
    assert "outdated" in act(admin, row["item_id"], "publish_electronically", 2).json["gaps"]
    assert admin.get("/desk/postings?show=all").json["gap_counts"]["outdated"] == 1
    import_lines(tmp_path, [complete(FIRST, legal_basis=[], listed=False)])
    assert admin.get(f"/procedures/{FIRST}/versions").json["in_force"] is None
    import_lines(tmp_path, [complete(FIRST, legal_basis=[])])
    assert admin.get(f"/procedures/{FIRST}/versions").json["in_force"] == 2


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/procedures/9.999999/versions", 404),
        (f"/procedures/{FIRST}/versions?agency=Z00", 404),
        (f"/procedures/{FIRST}/versions?on=gestern", 422),
        (f"/procedures/{'1' * 60}/versions", 404),
    ],
)
def test_questions_about_versions_that_have_no_answer(admin: Person, path: str, status: int) -> None:
    assert admin.get(path).status_code == status


def test_versions_imported_before_get_their_days_when_the_database_is_brought_up_to_date(
    app: Flask, tmp_path: Path
) -> None:
    import_lines(tmp_path, [complete(FIRST), complete(SECOND)])
    import_lines(tmp_path, [complete(FIRST, result=["Khác"]), complete(SECOND)])
    db.session.remove()
    downgrade(revision="0006-1")
    upgrade()
    rows = db.session.execute(
        select(Procedure.code, ProcedureVersion.effective_from, ProcedureVersion.effective_to)
        .join(ProcedureVersion, ProcedureVersion.procedure_id == Procedure.id)
        .order_by(Procedure.code, ProcedureVersion.number)
    ).all()
    today, yesterday = (date.fromisoformat(days_ago(ago)) for ago in (0, 1))
    assert rows == [(FIRST, None, yesterday), (FIRST, today, None), (SECOND, None, None)]
