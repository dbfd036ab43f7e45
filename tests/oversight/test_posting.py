"""Posting compliance: figures, the rows behind each, periods, scope, and files for spreadsheets."""

from __future__ import annotations

import csv
import io
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from api.access import Role
from api.catalogue.models import Agency
from api.catalogue.posting_duties import GRADES, LACKS
from api.catalogue.posting_models import Posting
from api.extensions import db, write_unit
from api.oversight.csv_files import csv_response
from tests.catalogue_lines import import_lines
from tests.people import Office, Person, make_agency, make_office
from tests.posting_lines import (
    FIRST,
    SECOND,
    THIRD,
    complete,
    days_ago,
    decision,
    item_of,
    may_decide_for_province,
    post,
    publishable,
)

EVER = "from=2023-01-01"


@pytest.fixture
def supervisor(office: Office, tmp_path: Path) -> Person:
    publishable(tmp_path)
    may_decide_for_province(office[Role.ADMINISTRATOR], office.agency.province_code)
    return office[Role.SUPERVISOR]


def decide(office: Office, *codes: str, **changes: Any) -> None:
    body = decision(*codes, **{"applies_to": "province", **changes})
    answer = office[Role.ADMINISTRATOR].post("/desk/decisions", body)
    assert answer.status_code == 201, answer.json


def store(item_id: int, agency: Agency, **days: int | None) -> None:
    with write_unit():
        columns = {
            f"{step}_on": None if ago is None else date.fromisoformat(days_ago(ago))
            for step, ago in days.items()
        }
        db.session.add(Posting(item_id=item_id, agency_id=agency.id, **columns))


def rows_of(person: Person, query: str) -> list[dict[str, Any]]:
    """All pages."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = person.get(f"/oversight/posting/rows?{query}&limit=7{cursor}").json
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def test_an_office_that_recorded_nothing_is_found_missing(supervisor: Person, office: Office) -> None:
    silent = make_agency("Y99.01.02")
    decide(office, FIRST, SECOND)
    post(office[Role.RECEPTION], item_of(FIRST), 29)
    found = supervisor.get("/oversight/posting").json
    assert [line["agency_code"] for line in found["agencies"]] == [office.agency.code, silent.code]
    ours, theirs = found["agencies"]
    assert ours["office"] == {"on_time": 1, "late": 0, "missing": 1, "not_yet_due": 0}
    assert theirs["both"] == {"on_time": 0, "late": 0, "missing": 2, "not_yet_due": 0}
    assert found["total"]["indicator_6"] == {"score": 0.3, "judged": 4, "full": 0, "one": 1, "none": 3}
    assert [line["field"] for line in found["by_field"]] == ["Chứng thực", "Hộ tịch"]
    rules = {rule_set["id"]: rule_set for rule_set in found["rule_sets"]}
    assert rules["posting-2018"]["basis"]
    assert rules["posting-2025"]["confirmed"] is False


def test_every_figure_opens_to_its_rows_whatever_was_recorded(supervisor: Person, office: Office) -> None:
    """The figures are counted in Python, the rows filtered in SQL: both say the same of duties in every state."""
    chance = random.Random(6)
    agencies = [
        office.agency,
        make_agency("Y99.01.02"),
        make_agency("Y99.01.03", effective_to=date(2020, 1, 1)),
    ]
    for number, ago in enumerate((400, 60, 30, 9, 6, 0)):
        decide(office, FIRST, SECOND, THIRD, number=f"{number}/QĐ", ago=ago)
        for code in (FIRST, SECOND, THIRD):
            for agency in agencies[:2]:
                posted = chance.choice([None, *range(min(ago, 20))]) if ago else None
                online = chance.choice([None, *range(min(ago, 20))]) if ago else None
                down = chance.choice([None, posted]) if posted else None
                store(item_of(code, f"{number}/QĐ"), agency, office=posted, electronic=online, withdrawn=down)
    decide(office, THIRD, number="own", applies_to="office", ago=3)
    for period in (
        EVER,
        f"from={days_ago(40)}",
        f"{EVER}&to={days_ago(8)}",
        f"from={days_ago(5)}&agency=Y99.01.02",
    ):
        total = supervisor.get(f"/oversight/posting?{period}").json["total"]
        everything = rows_of(supervisor, period)
        keys = [(row["agency_code"], row["item_id"]) for row in everything]
        assert len(keys) == len(set(keys)) == total["duties"] > 0
        assert [row["publish_by"] for row in everything] == sorted(row["publish_by"] for row in everything)
        assert "Y99.01.03" not in {row["agency_code"] for row in everything}, "closed before the decisions"
        for way in ("both", "office", "electronic"):
            column = "status" if way == "both" else f"{way}_status"
            for status, count in total[way].items():
                found = rows_of(supervisor, f"{period}&way={way}&status={status}")
                assert len(found) == count, (period, way, status)
                assert {row[column] for row in found} <= {status}
        for gap in LACKS:
            assert len(rows_of(supervisor, f"{period}&gap={gap}")) == total["gaps"][gap], (period, gap)
        for grade, score in zip(GRADES, (2, 1, 0), strict=True):
            found = rows_of(supervisor, f"{period}&grade={grade}")
            assert len(found) == total["indicator_6"][grade], (period, grade)
            assert {row["score"] for row in found} <= {score}
        by_field = rows_of(supervisor, f"{period}&field=Chứng thực")
        assert {row["procedure_code"] for row in by_field} == {SECOND}


def test_what_an_earlier_year_left_undone_stays_in_sight(supervisor: Person, office: Office) -> None:
    decide(office, FIRST, SECOND, ago=300)
    store(item_of(FIRST), office.agency, office=298, electronic=298)
    codes = [row["procedure_code"] for row in rows_of(supervisor, f"from={days_ago(20)}")]
    assert codes == [SECOND]
    before = supervisor.get(f"/oversight/posting?{EVER}&to={days_ago(310)}").json
    assert before["total"]["duties"] == 0


def test_what_the_catalogue_lacks_is_counted_and_opened(
    supervisor: Person, office: Office, tmp_path: Path
) -> None:
    import_lines(
        tmp_path, [complete("1.990011", fee_kind="unknown"), complete("1.990012", scope="internal", steps=[])]
    )
    own = complete("1.990013", scope="province", province="Thành phố Hà Nội", steps=[])
    other = complete("1.990014", scope="province", province="Tỉnh Đồng Tháp", steps=[])
    import_lines(tmp_path, [own, other])
    found = supervisor.get("/oversight/posting").json["catalogue"]
    assert found["gaps"] == {"fees": 1, "forms": 0, "time_limit": 0, "mandatory_parts": 2}
    assert found["listed"] == 6
    opened = supervisor.get("/oversight/posting/catalogue?gap=mandatory_parts").json
    assert [(row["procedure_code"], row["missing_parts"]) for row in opened["items"]] == [
        ("1.990009", ["result", "legal_basis"]),
        ("1.990013", ["steps"]),
    ]
    import_lines(tmp_path, [complete("1.990011")])
    assert supervisor.get("/oversight/posting").json["catalogue"]["gaps"]["fees"] == 0


def test_a_supervisor_sees_lines_and_photographs_of_the_own_area_without_names(
    app: Flask, supervisor: Person, office: Office
) -> None:
    decide(office, FIRST)
    photo = post(office[Role.RECEPTION], item_of(FIRST), 29).json["entries"][0]["photo_id"]
    path = f"/oversight/posting/{office.agency.code}"
    seen = supervisor.get(f"{path}/{item_of(FIRST)}")
    assert seen.json["entries"][0]["officer_position"] == "Chức danh tiepnhan"
    assert "Cán bộ Mẫu" not in seen.get_data(as_text=True)
    assert supervisor.get(f"{path}/photos/{photo}").mimetype == "image/jpeg"
    elsewhere = make_office(app, make_agency("Y99.02.01", province="02"), suffix="2")[Role.SUPERVISOR]
    for address in (
        f"{path}/{item_of(FIRST)}",
        f"{path}/photos/{photo}",
        f"/oversight/posting?agency={office.agency.code}",
    ):
        assert elsewhere.get(address).json["code"] == "unknown_agency", address
    assert elsewhere.get("/oversight/posting").json["total"]["duties"] == 0


def test_files_for_spreadsheets(supervisor: Person, office: Office) -> None:
    decide(office, FIRST, SECOND)
    for path, lines in (("", 2), ("/rows", 2), ("/catalogue", 1)):
        answer = supervisor.get(f"/oversight/posting{path}?format=csv")
        assert (answer.status_code, answer.mimetype) == (200, "text/csv")
        assert "attachment" in answer.headers["Content-Disposition"]
        body = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
        assert len(body) == 1 + lines, path
        assert len({len(line) for line in body}) == 1
    for path in ("", "/rows", "/catalogue"):
        answer = supervisor.get(f"/oversight/posting{path}?format=xlsx")
        assert (answer.status_code, answer.json["code"]) == (422, "format_not_offered")
        assert "csv" in answer.json["detail"]


def test_no_cell_is_a_formula(app: Flask) -> None:
    with app.test_request_context():
        text = csv_response("x", ["a"], [["=1+1"], ["@x"], [-1], [None]]).get_data(as_text=True)
    assert text.split() == ["\ufeffa", "'=1+1", "'@x", "-1", '""']


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?from=2026-02-02&to=2026-01-01", "period_reversed"),
        ("?agency=Z1", "unknown_agency"),
        ("/rows?status=x", "invalid_input"),
        ("/rows?cursor=x", "invalid_input"),
        ("/rows?cursor=MTIzNDU2Nzg5MDEyIGEgYg", "invalid_input"),
        ("/rows?gap=x", "invalid_input"),
        ("/catalogue?cursor=x", "invalid_input"),
        ("/Y99.01.01/7", "unknown_posting"),
    ],
)
def test_questions_without_an_answer(supervisor: Person, query: str, code: str) -> None:
    answer = supervisor.get(f"/oversight/posting{query}")
    assert answer.json["code"] == code
