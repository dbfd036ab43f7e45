"""The posting register: recording, double taps, corrections, photographs, who may, and what hangs where."""

from __future__ import annotations

import io
import threading
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from api.access import Role
from api.catalogue.posting_models import PostingEntry
from api.catalogue.postings import posted_at
from api.extensions import db, write_unit
from tests.people import Office, Person, make_agency, make_office
from tests.posting_lines import (
    FIRST,
    SECOND,
    THIRD,
    act,
    days_ago,
    decision,
    item_of,
    picture,
    post,
    publishable,
    send_photo,
)


@pytest.fixture
def item(office: Office, tmp_path: Path) -> int:
    """A procedure decided on 30 days ago."""
    publishable(tmp_path)
    made = office[Role.ADMINISTRATOR].post("/desk/decisions", decision(FIRST, SECOND, THIRD))
    assert made.status_code == 201, made.json
    return item_of(FIRST)


@pytest.fixture
def reception(office: Office, item: int) -> Person:
    return office[Role.RECEPTION]


def lines() -> int:
    db.session.rollback()
    return db.session.query(PostingEntry).count()


def test_what_is_posted_leaves_the_list_of_what_is_to_be_done(reception: Person, item: int) -> None:
    answer = post(reception, item, 29)
    assert answer.status_code == 200, answer.json
    assert (answer.json["office_status"], answer.json["electronic_status"]) == ("on_time", "missing")
    assert (answer.json["status"], answer.json["score"]) == ("missing", 1)
    done = act(reception, item, "publish_electronically", 28).json
    assert (done["status"], done["score"]) == ("on_time", 2)
    [first, second] = done["entries"]
    assert (first["step"], first["on"], first["officer_name"]) == (
        "office",
        days_ago(29),
        "Cán bộ Mẫu tiepnhan",
    )
    assert second["photo_id"] is None
    register = reception.get("/desk/postings").json
    assert item not in {row["item_id"] for row in register["items"]}
    assert register["indicator_6"] == {"score": 0.7, "judged": 3}
    lacking = {gap for gap, count in register["gap_counts"].items() if count}
    assert lacking == {"recorded_late"}, "done in time, they said today"
    assert register["counts"] == {
        "to_do": 2, "missing": 2, "not_yet_due": 0, "late": 0, "on_time": 1, "all": 3,
    }  # fmt: skip


def test_posted_after_the_last_day_is_late(reception: Person, item: int) -> None:
    assert post(reception, item, 1).json["office_status"] == "late"


@pytest.mark.parametrize(
    ("action", "ago", "more", "code"),
    [
        ("post_at_office", -2, {}, "day_in_future"),
        ("publish_electronically", -2, {}, "day_in_future"),
        ("publish_electronically", 31, {}, "day_before_decision"),
        ("publish_electronically", None, {}, "invalid_input"),
        ("post_at_office", 3, {}, "photo_missing"),
        ("post_at_office", 3, {"photo_id": "00000000-0000-4000-8000-000000000000"}, "photo_unknown"),
        ("post_at_office", 3, {"photo_id": "no id"}, "invalid_input"),
        ("take_down", 3, {"reason": "x"}, "not_posted_yet"),
        ("publish_electronically", 3, {"seen": 4}, "changed_meanwhile"),
        ("correct", 3, {"step": "office", "reason": "x"}, "wrong_role"),
        ("burn", 3, {}, "invalid_input"),
    ],
)
def test_wrong_lines_are_refused_and_nothing_is_written(
    reception: Person, item: int, action: str, ago: int | None, more: dict[str, object], code: str
) -> None:
    answer = act(reception, item, action, ago, **more)
    assert answer.json["code"] == code, answer.json
    assert lines() == 0


def test_a_double_tap_is_one_line_and_another_officer_is_told_who_was_first(
    reception: Person, office: Office, item: int
) -> None:
    post(reception, item, 29)
    again = post(reception, item, 29)
    assert (again.status_code, len(again.json["entries"])) == (200, 1)
    other = post(office[Role.ADMINISTRATOR], item, 28)
    assert (other.status_code, other.json["code"]) == (409, "already_recorded")
    assert "Cán bộ Mẫu tiepnhan" in other.json["detail"]
    assert lines() == 1


def test_two_officers_at_once_make_one_line(reception: Person, office: Office, item: int) -> None:
    answers: list[int] = []

    def record(person: Person, ago: int) -> None:
        answers.append(act(person, item, "publish_electronically", ago).status_code)

    people = [(reception, 29), (office[Role.ADMINISTRATOR], 28)] * 2
    threads = [threading.Thread(target=record, args=one) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert lines() == 1
    assert sorted(answers) == [200, 200, 409, 409]


def test_a_correction_is_a_further_line_with_its_reason(reception: Person, office: Office, item: int) -> None:
    admin = office[Role.ADMINISTRATOR]
    assert act(admin, item, "correct", 20, step="office", reason="x").json["code"] == "not_posted_yet"
    post(reception, item, 20)
    assert act(admin, item, "correct", 29, step="office").json["code"] == "reason_missing"
    assert act(admin, item, "correct", 29, reason="thiếu bước").json["code"] == "invalid_input"
    corrected = act(admin, item, "correct", 29, step="office", reason="Ghi nhầm ngày").json
    assert (corrected["office_on"], corrected["office_status"]) == (days_ago(29), "on_time")
    assert [line["on"] for line in corrected["entries"]] == [days_ago(20), days_ago(29)]
    assert corrected["entries"][1]["photo_id"] == corrected["entries"][0]["photo_id"]
    taken_back = act(admin, item, "correct", None, step="office", reason="Chưa hề dán").json
    assert (taken_back["office_on"], taken_back["office_status"]) == (None, "missing")
    assert len(taken_back["entries"]) == 3
    assert post(reception, item, 3).json["office_status"] == "late", "and it can be posted in truth"


def test_a_sheet_taken_down_counts_no_more(reception: Person, item: int) -> None:
    post(reception, item, 28)
    act(reception, item, "publish_electronically", 28)
    assert act(reception, item, "take_down", 29, reason="x").json["code"] == "day_before_posting"
    assert act(reception, item, "take_down", 3).json["code"] == "reason_missing"
    down = act(reception, item, "take_down", 3, reason="Thay bảng mới").json
    assert (down["withdrawn_on"], down["score"], down["gaps"]) == (
        days_ago(3),
        1,
        ["taken_down", "recorded_late"],
    )


def test_lines_can_neither_be_changed_nor_deleted(reception: Person, item: int) -> None:
    post(reception, item, 28)
    for statement in ("UPDATE posting_entries SET happened_on = NULL", "DELETE FROM posting_entries"):
        with pytest.raises(DatabaseError, match="only added"), write_unit():
            db.session.execute(text(statement))
    assert lines() == 1


def test_another_office_sees_and_writes_nothing(app: Flask, reception: Person, item: int) -> None:
    photo = send_photo(reception).json["id"]
    stranger = make_office(app, make_agency("Y99.01.02"), suffix="2")[Role.RECEPTION]
    assert stranger.get(f"/desk/postings/{item}").status_code == 404
    assert act(stranger, item, "publish_electronically", 3).json["code"] == "unknown_posting"
    assert stranger.get(f"/desk/postings/photos/{photo}").json["code"] == "photo_unknown"
    assert stranger.get("/desk/postings?show=all").json["total"] == 0
    assert reception.get("/desk/postings/99999999999").status_code == 404


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.LEADER, Role.CASHIER])
def test_other_roles_read_only(office: Office, item: int, role: Role) -> None:
    person = office[role]
    assert person.get(f"/desk/postings/{item}").json["allowed_actions"] == []
    assert act(person, item, "publish_electronically", 3).json["code"] == "wrong_role"
    assert send_photo(person).json["code"] == "wrong_role"


def test_a_photograph_is_cleaned_and_shown(reception: Person, item: int) -> None:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
    sent = send_photo(reception, picture((2400, 1200), exif=exif))
    assert sent.status_code == 201, sent.json
    shown = reception.get(f"/desk/postings/photos/{sent.json['id']}")
    assert (shown.status_code, shown.mimetype, len(shown.data)) == (200, "image/jpeg", sent.json["size"])
    assert b"Exif" not in shown.data
    assert "sandbox" in shown.headers["Content-Security-Policy"]


def test_a_photograph_may_be_larger_than_any_other_body(reception: Person, item: int) -> None:
    output = io.BytesIO()
    Image.effect_noise((1600, 1200), 90).save(output, "PNG")
    assert len(output.getvalue()) > 1.2 * 1024 * 1024
    sent = send_photo(reception, output.getvalue())
    assert (sent.status_code, sent.json["size"] < len(output.getvalue())) == (201, True)


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "file_empty"),
        (b"<html>no picture</html>", 415, "picture_unreadable"),
        (b"%PDF-1.7\n", 415, "picture_unreadable"),
        (picture()[:300], 415, "picture_unreadable"),
        (picture(kind="GIF"), 415, "picture_unreadable"),
        (b"\xff\xd8\xff" + bytes(9 * 1024 * 1024), 413, "too_large"),
    ],
    ids=["empty", "html", "pdf", "cut", "gif", "big"],
)
def test_what_is_no_photograph_or_too_big_is_refused(
    reception: Person, data: bytes, status: int, code: str
) -> None:
    answer = reception.post("/desk/postings/photos", data=data or b"", content_type="image/jpeg")
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_the_register_can_be_searched_and_filtered(reception: Person, item: int) -> None:
    def codes(query: str) -> list[str]:
        return [row["procedure_code"] for row in reception.get(f"/desk/postings?{query}").json["items"]]

    assert codes("q=thu+tuc+1.990002") == [SECOND]
    assert codes("q=12/qd-mau") == [FIRST, SECOND, THIRD]
    assert codes("field=Chứng thực") == [SECOND]
    assert codes("gap=fees") == []
    assert codes("show=late") == []
    page = reception.get("/desk/postings?limit=2").json
    assert (page["total"], page["known_fields"]) == (3, ["Chứng thực", "Hộ tịch"])
    assert codes(f"limit=2&cursor={page['next']}") == [THIRD]
    for bad in ("show=x", "cursor=-1", "cursor=x", "limit=0", "gap=x", "limit=999"):
        assert reception.get(f"/desk/postings?{bad}").status_code == 422, bad


def test_what_hangs_at_an_office_on_a_day(reception: Person, office: Office, item: int) -> None:
    def hanging(ago: int) -> list[str]:
        db.session.rollback()  # what was read before is of before
        day = date.fromisoformat(days_ago(ago))
        return [one["procedure_code"] for one in posted_at(office.agency.id, day)]

    post(reception, item, 20)
    post(reception, item_of(SECOND), 10)
    assert (hanging(21), hanging(20), hanging(5)) == ([], [FIRST], [FIRST, SECOND])
    act(reception, item_of(SECOND), "take_down", 4, reason="Bảng hỏng")
    assert hanging(4) == [FIRST]
    abolish = decision(procedures=[{"code": FIRST, "effect": "abolish"}], number="13/QĐ", ago=8)
    office[Role.ADMINISTRATOR].post("/desk/decisions", abolish)
    assert hanging(3) == [FIRST], "until the sheet is down"
    down = act(reception, item_of(FIRST, "13/QĐ"), "post_at_office", 3)
    assert down.status_code == 200, "taking down needs no photograph"
    assert (hanging(4), hanging(3)) == ([FIRST], [])
