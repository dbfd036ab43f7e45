"""Forms 01 to 06: which steps have one, what stands on them, who may open them."""

from __future__ import annotations

import uuid
from typing import Any

import pypdfium2
from flask import Flask

from api.access import Role
from api.calendars.day_words import day_words
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.office_calendars import calendar_of
from api.dossiers.forms.control_slip import STEPS
from api.dossiers.lifecycle import ACTIONS
from api.dossiers.models import Dossier, DossierNote
from api.extensions import db, now, write_unit
from tests.handing_in import act, finish, hand_in, papers
from tests.people import Office, Person, make_agency, make_office
from tests.printed import page_texts

A5_POINTS = (420, 595)


def timeline(office: Office, dossier_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office[Role.SPECIALIST].get(f"/desk/dossiers/{dossier_id}").json["timeline"]
    return found


def form_of(person: Person, place: str, dossier_id: str, action: str) -> Any:
    view = person.get(f"/{place}/{dossier_id}").json
    (step,) = [step for step in view["timeline"] if step["action"] == action]
    return step["form"]


def opened(person: Person, address: str) -> str:
    """The text of a form, through the address that the app follows."""
    answer = person.get(address.removeprefix("/api/v1"))
    assert answer.status_code == 200, answer.data
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"].startswith('inline; filename="')
    width, height = pypdfium2.PdfDocument(answer.data)[0].get_size()
    assert (round(width), round(height)) == A5_POINTS
    return " ".join(page_texts(answer.data))


def next_working_day(office: Office, dossier_id: str) -> str:
    """A day after the due date on which the office works."""
    db.session.rollback()
    due = db.session.get_one(Dossier, uuid.UUID(dossier_id)).due_on
    assert due is not None
    return calendar_of(office.agency).add_working_days(due, 2).isoformat()


def test_a_request_for_papers_comes_on_form_02(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    paper = papers(citizen)[0]
    asked = [{"requirement_id": paper, "reason": "Ảnh bị lóa, xin chụp lại <b>rõ</b>"}]
    act(office, Role.RECEPTION, dossier_id, "request_supplement", reason="Thiếu & mờ", papers=asked)
    form = form_of(citizen, "dossiers", dossier_id, "request_supplement")
    assert (form["number"], form["title"]) == ("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
    text = opened(citizen, form["url"])
    code = citizen.get(f"/dossiers/{dossier_id}").json["code"]
    for said in ("Phiếu yêu cầu bổ sung", f"Số: {code}/03/HDHS", "Nguyễn Văn Mẫu", "0912345678",
                 "Thủ tục đăng ký khai sinh (1.001193)", "Lý do: Thiếu & mờ", "NGƯỜI HƯỚNG DẪN",
                 "Ảnh bị lóa, xin chụp lại <b>rõ</b>", office.agency.name):  # fmt: skip
        assert said in text, said
    at_desk = form_of(office[Role.RECEPTION], "desk/dossiers", dossier_id, "request_supplement")
    assert f"Số: {code}/03/HDHS" in opened(office[Role.RECEPTION], at_desk["url"])


def test_a_refusal_comes_on_form_03_with_its_reason(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "decline", reason="Không thuộc thẩm quyền của xã.")
    text = opened(citizen, form_of(citizen, "dossiers", dossier_id, "decline")["url"])
    number = citizen.get(f"/dossiers/{dossier_id}").json["submission_number"]
    for said in ("Phiếu từ chối tiếp nhận giải quyết hồ sơ", f"Số: {number}/02/TCHS",
                 "Lý do từ chối: Không thuộc thẩm quyền của xã.", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN"):  # fmt: skip
        assert said in text, said
    assert "Tiếp nhận lúc" not in text  # it never was


def test_an_apology_comes_on_form_04_with_both_dates(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    new_day = next_working_day(office, dossier_id)
    act(office, Role.LEADER, dossier_id, "apologise", reason="Chờ xác minh nơi cư trú.", due_on=new_day)
    db.session.rollback()
    dossier = db.session.get_one(Dossier, uuid.UUID(dossier_id))
    assert dossier.due_on
    assert dossier.reappointed_on
    text = opened(citizen, form_of(citizen, "dossiers", dossier_id, "apologise")["url"])
    for said in (f"Ngày hẹn trả trước đây: {day_words(dossier.due_on)}",
                 f"Ngày hẹn trả mới: {day_words(dossier.reappointed_on)}", "Lý do: Chờ xác minh nơi cư trú.",
                 "xin lỗi", "Kính gửi: Nguyễn Văn Mẫu"):  # fmt: skip
        assert said in text, said
    is_late = now().astimezone(TIME_ZONE).date() >= dossier.due_on
    assert ("gửi muộn" in text) == is_late


def test_a_stop_comes_on_form_05(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    act(office, Role.SPECIALIST, dossier_id, "start")
    act(office, Role.LEADER, dossier_id, "stop", reason="Người nộp đề nghị.")
    text = opened(citizen, form_of(citizen, "dossiers", dossier_id, "stop")["url"])
    for said in (
        "Thông báo dừng giải quyết hồ sơ",
        "Hồ sơ đang ở bước: Đang xử lý",
        "Lý do dừng: Người nộp đề nghị.",
    ):
        assert said in text, said


def test_the_control_slip_names_every_step_and_who_made_it(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    finish(office, dossier_id)
    address = office[Role.LEADER].get(f"/desk/dossiers/{dossier_id}").json["control_slip_url"]
    text = opened(office[Role.LEADER], address)
    for step in timeline(office, dossier_id):
        assert STEPS[step["action"]] in text, step
        assert step["position"] in text, step
    for said in (
        "I. Giao hồ sơ",
        "II. Nhận kết quả",
        "Kết quả giải quyết: trước hạn",
        "Thời hạn giải quyết: ",
    ):
        assert said in text, said


def test_every_step_has_words_on_paper() -> None:
    assert set(ACTIONS) | {"submit", "claim", "calendar_amended"} == set(STEPS)


def test_the_receipt_says_who_received_and_how_long_it_takes(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    assert "NGƯỜI TIẾP NHẬN" not in opened(citizen, f"/dossiers/{dossier_id}/receipt.pdf")
    act(office, Role.RECEPTION, dossier_id, "receive")
    text = opened(citizen, f"/dossiers/{dossier_id}/receipt.pdf")
    for said in ("Thời gian giải quyết theo quy định: ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "Số lượng hồ sơ: 01 bộ"):
        assert said in text, said


def test_no_other_step_has_a_form(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    finish(office, dossier_id)
    steps = timeline(office, dossier_id)
    for sequence in range(len(steps) + 2):
        answer = citizen.get(f"/dossiers/{dossier_id}/forms/{sequence}.pdf")
        assert (answer.status_code, answer.json["code"]) == (404, "no_form")
    assert {step["form"] for step in steps} == {None}


def test_nobody_else_opens_a_form(citizen: Person, app: Flask, stranger: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "decline", reason="Không đúng nơi.")
    assert stranger.get(f"/dossiers/{dossier_id}/forms/2.pdf").json["code"] == "unknown_dossier"
    elsewhere = make_office(app, make_agency("Y99.01.02"), suffix="2")
    for path in ("forms/2.pdf", "control-slip.pdf"):
        answer = elsewhere[Role.RECEPTION].get(f"/desk/dossiers/{dossier_id}/{path}")
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_dossier")


def test_an_erased_reason_is_said_to_be_erased(app: Flask, citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "decline", reason="Lý do riêng tư.")
    with write_unit():
        for note in db.session.query(DossierNote):
            db.session.delete(note)
    text = opened(citizen, f"/dossiers/{dossier_id}/forms/2.pdf")
    assert "Lý do riêng tư." not in text
    assert "đã được xóa" in text


def test_long_words_and_many_papers_fit_the_paper(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    asked = [{"requirement_id": one, "reason": "đ" * 500} for one in papers(citizen)]
    act(office, Role.RECEPTION, dossier_id, "request_supplement", reason="Rất dài. " * 400, papers=asked)
    text = opened(citizen, form_of(citizen, "dossiers", dossier_id, "request_supplement")["url"])
    assert text.count("Rất dài.") == 400
