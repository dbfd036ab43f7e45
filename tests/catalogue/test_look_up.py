import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.catalogue.everyday import everyday_words
from api.catalogue.folding import fold
from api.catalogue.importing import import_catalogue
from api.catalogue.models import Agency, Unit
from api.catalogue.procedure_schemas import ProcedureSchema
from api.config import Settings
from api.extensions import db, write_unit
from tests.catalogue_lines import (
    BIRTH,
    COPY,
    DETAILLESS,
    channel,
    few_procedures,
    import_lines,
    line,
    paper,
    write_lines,
)


@pytest.fixture
def catalogue(app: Flask, tmp_path: Path) -> Flask:
    lines = [
        *few_procedures(),
        line("1.777777", "Hỗ trợ học phí", scope="province", province="tỉnh Bắc Ninh", field="Giáo dục"),
    ]
    import_catalogue(write_lines(tmp_path / "procedures.jsonl", lines))
    return app


@pytest.fixture
def reader(catalogue: Flask) -> FlaskClient:
    return catalogue.test_client(use_cookies=False)


def get(client: FlaskClient, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1{path}", query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_look_up_ranks_and_says_what_an_item_is(reader: FlaskClient):
    found = get(reader, "/procedures", q="lam giay khai sinh")
    item = found["items"][0]
    del item["facts"]
    assert item == {
        "code": BIRTH,
        "name": "Thủ tục đăng ký khai sinh",
        "field": "Hộ tịch",
        "level": "xã",
        "online_level": "partial",
        "has_detail": True,
        "province": None,
    }
    assert found["next"] is None


def test_an_item_says_how_long_and_how_much_as_the_procedure_does(reader: FlaskClient):
    for item in get(reader, "/procedures")["items"]:
        procedure = get(reader, f"/procedures/{item['code']}")
        facts = item["facts"]
        assert (facts is not None) == procedure["has_detail"], item["code"]
        if facts:
            limits = {(limit["quantity"], limit["unit"]) for limit in procedure["time_limits"]}
            assert {(span["quantity"], span["unit"]) for span in facts["spans"]} == limits - {(None, None)}
            assert len(facts["spans"]) <= len(limits)
            assert facts["fee_kind"] == procedure["fee_kind"]


def test_facts_follow_the_next_import(reader: FlaskClient, tmp_path: Path):
    def fee_kind() -> str:
        return str(get(reader, "/procedures", q=BIRTH)["items"][0]["facts"]["fee_kind"])

    before = fee_kind()
    import_lines(tmp_path, [line(BIRTH, "Thủ tục đăng ký khai sinh", fee_kind="see_note")])
    assert (before, fee_kind()) == ("free", "see_note")


def test_an_empty_query_browses_page_by_page(reader: FlaskClient):
    seen: list[str] = []
    cursor = None
    while True:
        page = get(reader, "/procedures", limit=3, **({"cursor": cursor} if cursor else {}))
        assert page["total"] == 4
        seen += [item["code"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 4


def test_filters(reader: FlaskClient):
    assert [item["code"] for item in get(reader, "/procedures", field="chung thuc")["items"]] == [COPY]
    assert get(reader, "/procedures", level="tỉnh")["items"] == []
    own = get(reader, "/procedures", q="hoc phi", province="24")["items"]
    assert [(item["code"], item["province"]) for item in own] == [("1.777777", "24")]
    assert get(reader, "/procedures", q="hoc phi")["items"] == []


@pytest.mark.parametrize(
    "q", ["khai sinh " * 1000, "khai\x07 sinh\x1f", "\u202ekhai sinh", "1001193", "1,001193"]
)
def test_long_odd_and_numeric_queries_are_answered(reader: FlaskClient, q: str):
    assert get(reader, "/procedures", q=q)["items"][0]["code"] == BIRTH


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 101},
        {"limit": "many"},
        {"level": "huyện"},
        {"province": "240"},
        {"province": "24\n"},
        {"cursor": "x"},
        {"cursor": "ởđâu"},
        {"cursor": "-1"},
        {"cursor": "9" * 30},
    ],
)
def test_bad_parameters_are_refused(reader: FlaskClient, query: dict[str, Any]):
    answer = reader.get("/api/v1/procedures", query_string=query)
    assert answer.status_code == 422
    assert answer.get_json()["code"] == "invalid_input"


def test_a_procedure_with_everything_published(reader: FlaskClient):
    found = get(reader, f"/procedures/{BIRTH}")
    assert found["requirements"][0] == {
        "id": found["requirements"][0]["id"],
        "name": "Giấy chứng sinh",
        "case": None,
        "kind": "submit",
        "heading": "Giấy tờ phải nộp",
        "conditional": False,
        "original": 1,
        "copy": 0,
        "form_files": [],
    }
    assert found["requirements"][1]["kind"] == "present"
    assert found["time_limits"][0] == {
        "channel": "online",
        "case": None,
        "quantity": 1,
        "unit": "working_day",
        "basis": "procedure",
    }
    assert (found["version"], found["listed"], found["source"]["name"]) == (1, True, "generated")
    assert found["updated_at"].endswith("+00:00")
    assert set(found) == {field.data_key or name for name, field in ProcedureSchema().fields.items()}


def test_a_walk_in_has_no_limit_and_a_name_only_entry_no_detail(reader: FlaskClient):
    assert get(reader, f"/procedures/{COPY}")["time_limits"][0]["quantity"] is None
    bare = get(reader, f"/procedures/{DETAILLESS}")
    assert (bare["has_detail"], bare["requirements"], bare["online_level"]) == (False, [], None)


def test_fees_set_elsewhere_are_not_called_free(catalogue: Flask, reader: FlaskClient, tmp_path: Path):
    fee = {
        "type": "lệ phí",
        "text": "Miễn phí",
        "amount": 0,
        "currency": "VND",
        "note": "Theo nghị quyết của tỉnh",
    }
    record = line(
        "1.000009", "Cấp phép", fee_kind="see_note", channels=[{**channel("direct"), "fees": [fee]}]
    )
    import_catalogue(write_lines(tmp_path / "more.jsonl", [*few_procedures(), record]))
    found = get(reader, "/procedures/1.000009")
    assert found["fee_kind"] == "see_note"
    assert found["channels"][0]["fees"] == [fee]


def test_a_withdrawn_procedure_is_readable_but_not_found(
    catalogue: Flask, reader: FlaskClient, tmp_path: Path
):
    lines = few_procedures()
    lines[0]["listed"] = False
    import_catalogue(write_lines(tmp_path / "next.jsonl", lines))
    assert get(reader, f"/procedures/{BIRTH}")["listed"] is False
    assert BIRTH not in [item["code"] for item in get(reader, "/procedures", q="khai sinh")["items"]]


@pytest.mark.parametrize("code", ["1.999999", "x", "a" * 500, "%F0%9F%98%80"])
def test_an_unknown_code_is_a_problem_in_both_languages(reader: FlaskClient, code: str):
    answer = reader.get(f"/api/v1/procedures/{code}", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_procedure")
    assert "no procedure with this code" in answer.get_json()["detail"]
    assert "Không tìm thấy thủ tục" in reader.get(f"/api/v1/procedures/{code}").get_json()["detail"]


@pytest.mark.parametrize("path", [f"/procedures/{BIRTH}", "/procedures?q=khai+sinh", "/catalogue/offline"])
def test_what_did_not_change_is_not_sent_again(reader: FlaskClient, path: str, tmp_path: Path):
    first = reader.get(f"/api/v1{path}")
    assert first.headers["Cache-Control"] == "no-cache"
    again = reader.get(f"/api/v1{path}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    changed = [line(BIRTH, "Đăng ký khai sinh", documents=[paper("Tờ khai")]), *few_procedures()[1:]]
    import_catalogue(write_lines(tmp_path / "next.jsonl", changed))
    assert reader.get(f"/api/v1{path}", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


HAS_DETAIL, OFTEN_NEEDED = 1, 2


def test_the_offline_catalogue_in_every_encoding(reader: FlaskClient):
    plain = reader.get("/api/v1/catalogue/offline")
    assert "Content-Encoding" not in plain.headers
    content = plain.get_json()
    rows = {row[0]: row for row in content["procedures"]}
    assert set(rows) == {BIRTH, COPY, DETAILLESS, "1.999002"}  # no province's own
    code, name, field, level, online_level, marks = rows[BIRTH]
    assert (code, name, content["fields"][field]) == (BIRTH, "Thủ tục đăng ký khai sinh", "Hộ tịch")
    assert (content["levels"][level], content["online_levels"][online_level]) == ("xã", "partial")
    assert marks == HAS_DETAIL + OFTEN_NEEDED
    assert rows[DETAILLESS][4:] == [None, 0]
    assert content["words"] == everyday_words().folded()
    etags = {plain.headers["ETag"]}
    for accepted, encoding, decode in (
        ("gzip", "gzip", gzip.decompress),
        ("gzip, br", "br", brotli.decompress),
    ):
        answer = reader.get("/api/v1/catalogue/offline", headers={"Accept-Encoding": accepted})
        assert answer.headers["Content-Encoding"] == encoding
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert json.loads(decode(answer.data)) == content
        etags.add(answer.headers["ETag"])
    assert len(etags) == 3


def test_an_empty_catalogue_answers(client: FlaskClient):
    assert get(client, "/procedures") == {"items": [], "next": None, "total": 0, "understood": None}
    assert get(client, "/catalogue/offline")["procedures"] == []


def test_agencies_of_today(app: Flask, client: FlaskClient):
    def agency(code: str, name: str, province: str, **more: Any) -> Agency:
        return Agency(
            code=code, name=name, folded=fold(name), province_code=province, online_filing="precheck", **more
        )

    with write_unit():
        db.session.add_all(
            [
                agency("H24.1", "UBND phường Kinh Bắc", "24", hotline="1900"),
                agency("H24.2", "UBND xã Hoà 100%", "24", is_demo=True, commune_code="00001"),
                agency("H31.1", "UBND phường Đồ Sơn", "31"),
                agency("H31.2", "UBND xã đã giải thể", "31", effective_to=date(2025, 6, 30)),
                agency("H31.3", "UBND xã sắp lập", "31", effective_from=date(2999, 1, 1)),
            ]
        )
    everywhere = get(client, "/agencies", limit=2)
    assert [one["code"] for one in everywhere["items"]] == ["H24.1", "H24.2"]
    rest = get(client, "/agencies", limit=2, cursor=everywhere["next"])
    assert [one["code"] for one in rest["items"]] == ["H31.1"]
    assert rest["next"] is None
    assert get(client, "/agencies", q="hòa")["items"] == [
        {
            "code": "H24.2",
            "name": "UBND xã Hoà 100%",
            "province": "24",
            "commune": "00001",
            "online_filing": "precheck",
            "address": "",
            "hotline": "",
            "is_demo": True,
            "document_limits": {
                "max_bytes": Settings.max_upload_bytes,
                "media_types": [
                    "image/jpeg",
                    "image/png",
                    "image/webp",
                    "image/heic",
                    "image/heif",
                    "application/pdf",
                ],
            },
        }
    ]
    assert get(client, "/agencies", province="31")["total"] == 1
    assert get(client, "/agencies", q="%")["total"] == 3  # says nothing, rather than a wildcard
    assert get(client, "/agencies", q="x y z " * 1700)["total"] == 0
    assert get(client, "/agencies", q="ubnd phường " * 800)["total"] == 2


def test_units_of_today(app: Flask, client: FlaskClient):
    def unit(era: str, level: str, code: str, name: str, parent: str | None = None) -> Unit:
        return Unit(
            era=era,
            level=level,
            code=code,
            name=name,
            full_name=name,
            kind="",
            folded=fold(name),
            parent_code=parent,
        )

    with write_unit():
        db.session.add_all(
            [
                unit("current", "province", "24", "Tỉnh Bắc Ninh"),
                unit("before_2025_07_01", "province", "27", "Tỉnh Bắc Ninh cũ"),
                unit("current", "commune", "00001", "Phường Hoà Bình", "24"),
                unit("current", "commune", "00002", "Xã Đồ Sơn", "31"),
            ]
        )
    assert [one["code"] for one in get(client, "/units/provinces")["items"]] == ["24"]
    assert [one["code"] for one in get(client, "/units/communes", q="hoa binh")["items"]] == ["00001"]
    assert [one["code"] for one in get(client, "/units/communes", province="31")["items"]] == ["00002"]
