import random
from typing import Any

import pytest

from api.catalogue.records import BrokenRecord, Record, parse_record, suspicions
from tests.catalogue_lines import BIRTH, channel, line, paper


def parsed(**changes: Any) -> Record:
    return parse_record({**line(BIRTH, "Thủ tục đăng ký khai sinh"), **changes})


def fee(**changes: Any) -> dict[str, Any]:
    return {"type": "lệ phí", "text": "8.000 đồng", "amount": 8000, "currency": "VND", "note": "", **changes}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"code": None}, "code: missing"),
        ({"code": "  "}, "code"),
        ({"code": 1.001193}, "code: must be text"),
        ({"code": "1.00119"}, "no code of a procedure"),
        ({"code": "1.001193; DROP"}, "no code of a procedure"),
        ({"code": "1.001193" + "0" * 40}, "no code of a procedure"),
        ({"name": " \u200b "}, "name: missing"),
        ({"name": "x" * 2001}, "name: longer than 2000"),
        ({"level": "huyện"}, "level: 'huyện' is unknown"),
        ({"levels": ["xã", "huyện"]}, "levels: 'huyện' is unknown"),
        ({"scope": "local"}, "scope: 'local' is unknown"),
        ({"fee_kind": "cheap"}, "fee_kind: 'cheap' is unknown"),
        ({"fees": [fee(amount="8.000")]}, r"fees\[0\].amount: '8.000' is no number"),
        ({"fees": [fee(amount=True)]}, "amount: True is no number"),
        ({"fees": [fee(amount=-1)]}, "amount: -1 is below zero"),
        ({"fees": [fee(amount=float("nan"))]}, "is no number"),
        ({"fees": [fee(amount=10**20)]}, "is more than"),
        ({"channels": [channel("online", 10**9, "day")]}, "deadline_qty: 1000000000 is more than 10000"),
        ({"channels": [channel("fax")]}, r"channels\[0\].channel: 'fax' is unknown"),
        ({"channels": [channel("online", 1, "week")]}, "deadline_unit: 'week' is unknown"),
        ({"channels": [{**channel("online"), "fees": [fee(amount={})]}]}, r"channels\[0\].fees\[0\].amount"),
        ({"channels": "online"}, "channels: must be a list"),
        ({"documents": ["Tờ khai"]}, r"documents\[0\]: must be an object"),
        ({"documents": [{**paper("Tờ khai"), "original": 1.5}]}, "original: 1.5 is no whole number"),
        ({"documents": [{**paper("Tờ khai"), "is_note": "no"}]}, "is_note: must be true or false"),
        ({"detail": 1}, "detail: must be true or false"),
        ({"steps": [1]}, "steps: must hold texts only"),
        ({"url": "javascript:alert(1)"}, "no web address"),
        ({"deadline": []}, "deadline: must be an object"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_place(changes: dict[str, Any], reason: str):
    with pytest.raises(BrokenRecord, match=reason):
        parsed(**changes)


@pytest.mark.parametrize("source", [None, [], "1.001193", 7])
def test_a_record_is_an_object(source: object):
    with pytest.raises(BrokenRecord, match="must be an object"):
        parse_record(source)


@pytest.mark.parametrize(
    "code", ["1.001193", "1.0133611", "1.001193.000.00.00.H41", "1.012753.H19", "1.001193.H55.02"]
)
def test_national_codes_are_no_suspicion(code: str):
    assert not [doubt for doubt in suspicions(parsed(code=code)) if "code" in doubt]


@pytest.mark.parametrize("code", ["2.009182739", "1.014955-Xoa", " 1.014325"])
def test_odd_codes_of_the_portal_are_kept_as_published_and_reported(code: str):
    record = parsed(code=code)
    assert record.code == code
    assert any("no national form" in doubt for doubt in suspicions(record))


def test_the_least_record_has_no_detail_and_claims_nothing():
    record = parse_record({"code": "1.000001", "name": "Tên"})
    assert record.content["has_detail"] is False
    assert record.content["online_level"] is None
    assert record.content["requirements"] == []
    assert record.content["fee_kind"] == "unknown"
    assert record.listed is True
    assert record.columns == {
        "code": "1.000001",
        "name": "Tên",
        "field": "",
        "level": None,
        "scope": "national",
        "province_code": None,
        "has_detail": False,
        "online_level": None,
    }


def test_text_is_cleaned_and_composed():
    record = parsed(name="Đa\u0306ng ky\u0301\u00ad  khai\tsinh\x00", steps=["\uf0d8 Bước 1\r\nnộp", " "])
    assert record.content["name"] == "Đăng ký khai sinh"
    assert record.content["steps"] == ["- Bước 1\nnộp"]


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"full_online": True}, "full"),
        ({"channels": [channel("direct"), channel("online")]}, "partial"),
        ({"channels": [channel("direct")]}, "information"),
        ({"channels": [], "detail": False}, None),
    ],
)
def test_online_level_is_read_from_the_channels(changes: dict[str, Any], level: str | None):
    assert parsed(**changes).columns["online_level"] == level


def test_the_hash_ignores_bookkeeping_and_listing_only():
    first = parsed()
    again = parsed(
        source={"name": "other", "crawled": "2027-01-01"}, verified="x", portal_id="y", listed=False
    )
    assert again.content_hash == first.content_hash
    assert again.content["source"] == {"name": "other", "read_on": "2027-01-01", "transcription": "x"}
    assert parsed(requirements="Có hộ khẩu").content_hash != first.content_hash


def test_requirements_keep_their_identifiers_when_the_source_shuffles_them():
    papers = [paper(f"Giấy tờ {number}", case="Giấy tờ phải nộp") for number in range(9)]
    first = {row["name"]: row["id"] for row in parsed(documents=papers).content["requirements"]}
    random.Random(5).shuffle(papers)
    assert {row["name"]: row["id"] for row in parsed(documents=papers).content["requirements"]} == first


def test_a_procedure_of_a_province_gets_its_code():
    def of(name: str) -> Any:
        return parsed(scope="province", province=name).columns["province_code"]

    assert of("tỉnh Bắc Ninh") == "24"
    assert of("Sở Xây dựng - tỉnh Quảng Ngãi") == "51"
    assert of("Thành phố Hoà Lạc") is None
    assert any(
        "none of the 34" in doubt for doubt in suspicions(parsed(scope="province", province="Atlantis"))
    )


def deadline(working_days: int | None) -> dict[str, Any]:
    return {"text": "", "working_days": working_days, "calendar_days": None, "basis": "case"}


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"channels": [channel("online", 7)], "deadline": deadline(12)}, "says 7 without a unit"),
        ({"channels": [channel("online", 0)], "deadline": deadline(15)}, "says 0, the record 15"),
        ({"channels": [channel("online", 3, "day"), channel("direct", 5, "day")]}, "channels disagree"),
        ({"channels": [channel("direct", 3, "day"), channel("direct", 5, "day")]}, "the longest is taken"),
        ({"channels": [channel("direct", 3, "day")], "deadline": deadline(3)}, "other units are mixed"),
        ({"fees": [fee(text="45 VNĐ", amount=45)]}, "45 VNĐ looks like thousands"),
        ({"fee_kind": "see_note", "fees": [fee(text="Miễn phí", amount=0)]}, "set elsewhere"),
        ({"documents": [paper("Ghi chú", note=True)]}, "no paper to hand in"),
        ({"documents": [paper("Đơn"), paper(";")]}, "1 paper(s) without a name"),
    ],
)
def test_suspicions(changes: dict[str, Any], doubt: str):
    assert doubt in " | ".join(suspicions(parsed(**changes)))


def test_an_ordinary_record_raises_no_suspicion():
    record = parsed(
        channels=[channel("online", 5, "working_day"), channel("direct", 5, "working_day")],
        deadline=deadline(5),
        fees=[fee(), fee(text="45 USD", amount=45, currency="USD")],
        fee_kind="fixed",
    )
    assert suspicions(record) == []
