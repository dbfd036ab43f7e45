"""The edited list of what people often need: as data, and as pages."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.catalogue.commands import load_starter
from api.catalogue.life_events import life_events, often_needed, parse

GOOD = """
[[event]]
slug = "sinh-con"
name = { vi = "Sinh con", en = "A birth" }
introduction = { vi = "Một câu.", en = "A sentence." }
procedures = \"\"\"
1.001193 Làm giấy khai sinh
2.0006351 Bản sao
\"\"\"
"""


def test_a_list_is_read_in_its_order() -> None:
    [event] = parse(GOOD)
    assert event.procedures == (("1.001193", "Làm giấy khai sinh"), ("2.0006351", "Bản sao"))
    assert (event.slug, event.name["en"], event.introduction["vi"]) == ("sinh-con", "A birth", "Một câu.")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("[[event]]", "[[happening]]"),
        ("[[event]]", "[[event"),
        ('"sinh-con"', '"Sinh con"'),
        (', en = "A birth"', ""),
        ('vi = "Một câu."', 'vi = ""'),
        ("1.001193 Làm", "1001193 Làm"),
        ("1.001193 Làm giấy khai sinh", "1.001193"),
        ("2.0006351 Bản", "1.001193 Bản"),
        ("1.001193 Làm giấy khai sinh\n2.0006351 Bản sao\n", ""),
    ],
)
def test_a_broken_list_is_refused(right: str, wrong: str) -> None:
    assert right in GOOD
    with pytest.raises(ValueError, match=r"sinh-con|Sinh con|no list of events"):
        parse(GOOD.replace(right, wrong))


def test_an_event_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="2 times"):
        parse(GOOD + GOOD)


def test_the_installed_list_can_be_read_and_is_told_shortly() -> None:
    assert len(life_events()) >= 12
    for event in life_events():
        assert all(re.fullmatch(r"\d\.\d{6,7}", code) for code, _ in event.procedures), event.slug
        for language in ("vi", "en"):
            assert len(event.name[language]) <= 40, event.slug
            assert event.introduction[language].endswith("."), event.slug
    assert "1.001193" in often_needed()


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    load_starter()
    return app.test_client(use_cookies=False)


def test_events_are_listed_with_what_the_catalogue_has(reader: FlaskClient) -> None:
    found = reader.get("/api/v1/life-events").get_json()
    assert found["total"] == len(found["items"]) < len(life_events()), (
        "an event without any procedure is not shown"
    )
    first = found["items"][0]
    assert (first["slug"], first["name"]["vi"]) == ("sinh-con", "Sinh con")
    page = reader.get("/api/v1/life-events/sinh-con").get_json()
    listed = dict(life_events()[0].procedures)
    codes = [item["code"] for item in page["items"]]
    assert codes == [code for code in listed if code in set(codes)], "in the order of the editors"
    assert 1 < len(codes) == first["count"] < len(listed), "a code that the catalogue lacks is passed over"
    birth = next(item for item in page["items"] if item["code"] == "1.001193")
    assert (birth["label"], birth["name"]) == ("Làm giấy khai sinh", "Thủ tục đăng ký khai sinh")
    assert birth["facts"]["fee_kind"]


@pytest.mark.parametrize("slug", ["khong-co", "x" * 500, "%F0%9F%98%80"])
def test_an_unknown_event_is_a_problem_in_both_languages(reader: FlaskClient, slug: str) -> None:
    answer = reader.get(f"/api/v1/life-events/{slug}", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_life_event")
    assert "no page" in answer.get_json()["detail"]


def test_without_a_catalogue_there_are_none(client: FlaskClient) -> None:
    assert client.get("/api/v1/life-events").get_json()["items"] == []
    assert client.get("/api/v1/procedures/fields").get_json()["items"] == []


def test_the_phone_gets_the_same_events(reader: FlaskClient) -> None:
    offline = reader.get("/api/v1/catalogue/offline").get_json()
    page = reader.get("/api/v1/life-events/sinh-con").get_json()
    slug, names, introductions, procedures = offline["life_events"][0]
    assert (slug, names[1], introductions[0]) == (
        "sinh-con",
        page["name"]["en"],
        page["introduction"]["vi"],
    )
    assert [(offline["procedures"][place][0], label) for place, label in procedures] == [
        (item["code"], item["label"]) for item in page["items"]
    ]


def test_fields_have_counts_and_say_what_people_often_need(reader: FlaskClient) -> None:
    found = reader.get("/api/v1/procedures/fields").get_json()
    names = [item["field"] for item in found["items"]]
    assert len(set(names)) == len(names) == found["total"]
    total = reader.get("/api/v1/procedures").get_json()["total"]
    assert sum(item["count"] for item in found["items"]) == total
    registry = next(item for item in found["items"] if item["field"] == "Hộ tịch")
    assert registry["often_needed"] is True
    assert reader.get("/api/v1/procedures?field=ho tich").get_json()["total"] == registry["count"]


def test_fields_of_a_level(reader: FlaskClient) -> None:
    of_commune = reader.get("/api/v1/procedures/fields?level=xã").get_json()["items"]
    of_province = reader.get("/api/v1/procedures/fields?level=tỉnh").get_json()["items"]
    total = reader.get("/api/v1/procedures?level=xã").get_json()["total"]
    assert sum(item["count"] for item in of_commune) == total
    assert of_commune != of_province
    for query in ("level=huyện", "province=240"):
        assert reader.get(f"/api/v1/procedures/fields?{query}").status_code == 422


@pytest.mark.parametrize("path", ["/life-events", "/life-events/sinh-con", "/procedures/fields"])
def test_what_did_not_change_is_not_sent_again(reader: FlaskClient, path: str) -> None:
    first = reader.get(f"/api/v1{path}")
    again = reader.get(f"/api/v1{path}", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.headers["Cache-Control"], again.status_code, again.data) == ("no-cache", 304, b"")
