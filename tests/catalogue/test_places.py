"""Communes by an address of today or of before 1 July 2025."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from api.catalogue.models import CURRENT_ERA
from api.catalogue.place_index import Area, Place, PlaceIndex
from api.catalogue.place_names import key_of, keys_of_name, read_address
from tests.unit_lines import AN_HOI, BAN_CO, HOA_SEN, ISLAND, NGAI_TU, NHIEU_LOC, TRA_ON, units, with_units


@pytest.fixture
def reader(app: Flask, tmp_path: Path) -> FlaskClient:
    with_units(tmp_path)
    return app.test_client(use_cookies=False)


def places(client: FlaskClient, q: str = "", **query: Any) -> Any:
    answer = client.get("/api/v1/units/places", query_string={"q": q, **query})
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def codes(client: FlaskClient, q: str, **query: Any) -> list[str]:
    return [item["code"] for item in places(client, q, **query)["items"]]


def test_every_kind_of_address_is_understood(reader: FlaskClient):
    """One test, since the units are imported once: what is typed → the communes it means, best first."""
    for q, expected in {
        "phường 5 quận 3": [BAN_CO],
        "phuong 5 quan 3": [BAN_CO],
        "Phuong5 Quan3 TPHCM": [BAN_CO],
        "p.5, q.3, tp.hcm": [BAN_CO],
        "P05 Q3": [BAN_CO],
        "f5 q3": [BAN_CO],
        "quận 3, phường 5": [BAN_CO],
        "12/5 Lý Thái Tổ, P. 5, Q. 3, TP. Hồ Chí Minh": [BAN_CO],
        "5 go vap": [NHIEU_LOC, NHIEU_LOC],  # 5 may be a house: all of the district, today's first
        "phường 5": [BAN_CO, NHIEU_LOC],  # of Quận 3 and of Gò Vấp
        "bàn cờ": [BAN_CO],
        "ban c": [BAN_CO],  # still being typed
        "phường an hội, bến tre": [AN_HOI],  # today's by its former province
        "an hội vĩnh long": [AN_HOI],
        "phường 4 bến tre": [AN_HOI],  # printed IV
        "thị trấn trà ôn": [TRA_ON],  # the former one, which was split
        "tt tra on h tra on": [TRA_ON],
        "mi ea h leo": [TRA_ON],  # i for y, apostrophe left out
        "đảo bạch long vĩ": [ISLAND],
        "huyen bach long vi": [ISLAND],
        "hoa sen": [HOA_SEN],
        "trung tâm phục vụ bàn": [],
        "bàn cờc": [BAN_CO],  # one slip of the finger
        "phường an hio": [AN_HOI],
        "bach lnog vi": [ISLAND],
        "hoasem": [HOA_SEN],
        "an": [],
        "zzzz": [],
        "???": [],
    }.items():
        assert codes(reader, q) == expected, q


def test_an_answer_says_what_the_old_address_was(reader: FlaskClient):
    (item,) = places(reader, "phuong 5 quan 3")["items"]
    commune = {
        "code": BAN_CO, "name": "Bàn Cờ", "full_name": "Phường Bàn Cờ", "kind": "Phường",
        "province": "79", "province_name": "Thành phố Hồ Chí Minh",
    }  # fmt: skip
    old = {"full_name": "Phường 5, Quận 3, Thành phố Hồ Chí Minh", "whole": True}
    assert item == {**commune, "found_by": old, "choices": [commune]}
    (today,) = places(reader, "phường bàn cờ")["items"]
    assert today["found_by"] is None


def test_of_a_split_ward_all_parts_are_offered_the_default_first(reader: FlaskClient):
    (item,) = places(reader, "phường võ thị sáu")["items"]
    assert item["found_by"] == {
        "full_name": "Phường Võ Thị Sáu, Quận 3, Thành phố Hồ Chí Minh",
        "whole": False,
    }
    assert [choice["code"] for choice in item["choices"]] == [NHIEU_LOC, BAN_CO]


def test_a_namesake_that_was_split_stands_beside_todays(reader: FlaskClient):
    found = places(reader, "trà ôn")["items"]
    assert [(item["code"], item["found_by"] and item["found_by"]["whole"]) for item in found] == [
        (TRA_ON, None),
        (TRA_ON, False),
    ]
    assert [choice["code"] for choice in found[1]["choices"]] == [TRA_ON, NGAI_TU]


def test_a_district_alone_lists_what_it_was_and_is(reader: FlaskClient):
    found = places(reader, "quận 3")
    assert found["total"] == 5  # three former wards, two of today
    assert {item["code"] for item in found["items"]} == {BAN_CO, NHIEU_LOC}
    assert places(reader, "quận 3", limit=2)["total"] == 5


def test_a_province_narrows_down_and_lists_its_communes(reader: FlaskClient):
    assert codes(reader, "phường 5", province="86") == []
    assert codes(reader, "", province="86") == [AN_HOI, HOA_SEN, NGAI_TU, TRA_ON]
    assert codes(reader, "") == []
    assert places(reader)["known"] == 7


def test_nothing_is_known_before_an_import_and_the_next_one_is_seen(app: Flask, tmp_path: Path):
    client = app.test_client(use_cookies=False)
    assert places(client, "bàn cờ") == {"items": [], "total": 0, "known": 0}
    with_units(tmp_path)
    assert codes(client, "bàn cờ") == [BAN_CO]
    renamed = units()
    renamed[CURRENT_ERA]["provinces"][0]["wards"][0].update(name="Cờ Tướng", full_name="Phường Cờ Tướng")
    with_units(tmp_path, renamed)
    assert (codes(client, "bàn cờ"), codes(client, "cờ tướng")) == ([], [BAN_CO])


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"province": "7"}, {"province": "79\n"}])
def test_bad_parameters_are_refused(app: Flask, query: dict[str, Any]):
    answer = app.test_client().get("/api/v1/units/places", query_string=query)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid_input")


def test_long_and_odd_addresses_are_answered(reader: FlaskClient):
    for q in ("phường 5 quận 3 " * 700, "p5\x07 q3\x1f", "\u202ep5 q3", "p5," * 50, "%" * 200):
        places(reader, q)
    assert codes(reader, "phường 5 quận 3 " * 700) == [BAN_CO]


def _small_index() -> PlaceIndex:
    district, province = Area.of("3", "quan"), Area.of("Hồ Chí Minh", "thanh pho", aliases=("hcm",))
    return PlaceIndex(
        [
            Place(
                "5", "Phường 5", Area.of("5", "phuong"), (district,), (province,), ("1",), is_current=False
            ),
            Place(
                "Bàn Cờ",
                "Phường Bàn Cờ",
                Area.of("Bàn Cờ", "phuong"),
                (),
                (province,),
                ("1",),
                is_current=True,
            ),
        ]
    )


INDEX = _small_index()


@given(st.text(max_size=300))
def test_no_text_breaks_reading_or_searching(text: str):
    address = read_address(text)
    assert len(address.tokens) <= 40
    assert all(token for token in address.tokens)
    INDEX.search(text)


@given(st.text(max_size=30))
def test_a_key_has_no_spaces_and_is_its_own_key(name: str):
    for key in keys_of_name(name):
        assert " " not in key
    tokens = read_address(name).tokens
    assert key_of([key_of(tokens)]) == key_of(tokens) or any(token.isdigit() for token in tokens)


@given(
    st.sampled_from(["p", "P.", "phường ", "Phuong ", "f"]),
    st.sampled_from(["5", "05"]),
    st.sampled_from([", ", " "]),
)
def test_spellings_of_one_address_mean_one_place(kind: str, number: str, between: str):
    assert [place.name for place in INDEX.search(f"{kind}{number}{between}q3")] == ["5"]
