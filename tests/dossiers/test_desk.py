"""The desk: reception, signatures, supplements, walk-ins, conflicts between officers."""

from __future__ import annotations

import threading
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from api.access import Role
from api.calendars.opening_hours import TIME_ZONE
from api.extensions import now
from tests.catalogue_lines import COPY
from tests.handing_in import act, body_for, finish, hand_in, papers, upload
from tests.people import Office, Person, make_agency, make_office


def test_reception_gives_the_official_code_and_the_due_date(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    received = act(office, Role.RECEPTION, dossier_id, "receive")
    assert received["status"] == 2
    assert received["code"] == f"{office.agency.code}-{datetime.now(TIME_ZONE):%y%m%d}-0001"
    assert received["due_at"].endswith("+00:00")
    second = act(office, Role.RECEPTION, hand_in(citizen, office.agency), "receive")
    assert second["code"].endswith("-0002")


def test_papers_missing_before_reception_lead_back_to_the_start(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    asked = act(office, Role.RECEPTION, dossier_id, "request_supplement", reason="Ảnh mờ, xin chụp lại.")
    assert (asked["status"], asked["code"]) == (5, None)
    mine = citizen.get(f"/dossiers/{dossier_id}").json
    assert mine["timeline"][-1]["note"] == "Ảnh mờ, xin chụp lại."
    assert set(mine["allowed_actions"]) == {"supplement", "withdraw"}
    entry = {"requirement_id": papers(citizen)[0], **upload(citizen)}
    added = citizen.post(f"/dossiers/{dossier_id}/supplement", {"documents": [entry]})
    assert added.status_code == 200
    assert [d["is_supplement"] for d in added.json["documents"]] == [False, True]
    again = citizen.post(f"/dossiers/{dossier_id}/supplement", {"documents": [entry]})
    assert (again.status_code, again.json["code"]) == (409, "already_done")
    assert act(office, Role.RECEPTION, dossier_id, "accept_supplement")["status"] == 1
    assert act(office, Role.RECEPTION, dossier_id, "receive")["status"] == 2


def test_a_supplement_without_or_with_known_files_is_refused(citizen: Person, office: Office) -> None:
    body = body_for(citizen, office.agency)
    dossier_id = str(uuid.uuid4())
    citizen.put(f"/dossiers/{dossier_id}", body)
    act(office, Role.RECEPTION, dossier_id, "request_supplement", reason="thiếu")
    empty = citizen.post(f"/dossiers/{dossier_id}/supplement", {"documents": []})
    assert (empty.status_code, empty.json["code"]) == (422, "no_documents")
    same = citizen.post(f"/dossiers/{dossier_id}/supplement", {"documents": body["documents"]})
    assert (same.status_code, same.json["errors"][0]["code"]) == (422, "upload_already_used")


def test_notes_of_the_office_stay_in_the_office(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    act(office, Role.SPECIALIST, dossier_id, "start", note="hỏi thêm công an xã")
    notes = [e["note"] for e in citizen.get(f"/dossiers/{dossier_id}").json["timeline"]]
    assert notes == [None, None, None]
    desk = office[Role.ROOM_LEADER].get(f"/desk/dossiers/{dossier_id}").json
    assert desk["timeline"][-1]["note"] == "hỏi thêm công an xã"


def test_a_result_without_both_signatures_is_not_resolved(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    act(office, Role.SPECIALIST, dossier_id, "start")
    for role, action, expected in [
        (Role.SPECIALIST, "resolve", "not_checked_yet"),
        (Role.LEADER, "sign", "not_checked_yet"),
        (Role.RECEPTION, "return_result", "action_not_possible"),
    ]:
        answer = office[role].post(f"/desk/dossiers/{dossier_id}/actions", {"action": action})
        assert (answer.status_code, answer.json["code"]) == (409, expected)
    act(office, Role.SPECIALIST, dossier_id, "draft_result")
    act(office, Role.ROOM_LEADER, dossier_id, "check")
    sent_back = act(office, Role.ROOM_LEADER, dossier_id, "send_back", reason="sai ngày sinh")
    assert sent_back["signatures"] == {"drafted": False, "checked": False, "signed": False, "stamped": False}
    again = office[Role.ROOM_LEADER].post(f"/desk/dossiers/{dossier_id}/actions", {"action": "check"})
    assert (again.status_code, again.json["code"]) == (409, "action_not_possible"), "nothing new to check"
    act(office, Role.SPECIALIST, dossier_id, "draft_result")
    assert act(office, Role.ROOM_LEADER, dossier_id, "check")["signatures"]["checked"]


@pytest.mark.parametrize(
    ("role", "body", "status", "code"),
    [
        (Role.RECEPTION, {"action": "fly"}, 422, "unknown_action"),
        (Role.RECEPTION, {}, 422, "invalid_input"),
        (Role.LEADER, {"action": "receive"}, 403, "wrong_role"),
        (Role.RECEPTION, {"action": "decline"}, 422, "reason_missing"),
        (Role.RECEPTION, {"action": "decline", "reason": "  "}, 422, "reason_missing"),
        (Role.RECEPTION, {"action": "return_result"}, 409, "action_not_possible"),
        (Role.RECEPTION, {"action": "receive", "due_on": "2026-12-01"}, 422, "due_date_not_settable"),
        (Role.RECEPTION, {"action": "receive", "due_on": "mai"}, 422, "invalid_input"),
    ],
)
def test_an_action_that_cannot_be_changes_nothing(
    citizen: Person, office: Office, role: Role, body: dict[str, Any], status: int, code: str
) -> None:
    dossier_id = hand_in(citizen, office.agency)
    before = office[role].get(f"/desk/dossiers/{dossier_id}").json
    for language in ("vi", "en"):
        answer = office[role].post(
            f"/desk/dossiers/{dossier_id}/actions", body, headers={"Accept-Language": language}
        )
        assert (answer.status_code, answer.json["code"]) == (status, code), answer.json
    assert office[role].get(f"/desk/dossiers/{dossier_id}").json == before


def test_an_office_sees_only_its_own_dossiers(app: Flask, citizen: Person, office: Office) -> None:
    other = make_office(app, make_agency("Y99.01.02"), suffix="2")
    dossier_id = hand_in(citizen, office.agency)
    seen = other[Role.RECEPTION].get(f"/desk/dossiers/{dossier_id}")
    acted = other[Role.RECEPTION].post(f"/desk/dossiers/{dossier_id}/actions", {"action": "receive"})
    assert (seen.status_code, acted.status_code) == (404, 404)
    assert other[Role.RECEPTION].get("/desk/dossiers").json["items"] == []
    assert len(office[Role.RECEPTION].get("/desk/dossiers").json["items"]) == 1


def test_queues_hold_what_their_name_says(citizen: Person, office: Office) -> None:
    new, working = hand_in(citizen, office.agency), hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, working, "receive")

    def queue(name: str) -> set[str]:
        return {
            item["id"] for item in office[Role.RECEPTION].get(f"/desk/dossiers?queue={name}").json["items"]
        }

    assert queue("to_receive") == {new}
    assert queue("in_process") == {working}
    assert queue("open") == {new, working}
    assert queue("overdue") == queue("ended") == queue("to_sign") == set()
    finish(office, new)
    assert queue("ended") == {new}
    assert office[Role.RECEPTION].get("/desk/dossiers?queue=nonsense").status_code == 422


def test_two_officers_receiving_at_once_give_one_code(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    answers: list[Any] = []
    threads = [
        threading.Thread(
            target=lambda: answers.append(
                office[Role.RECEPTION].post(f"/desk/dossiers/{dossier_id}/actions", {"action": "receive"})
            )
        )
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(a.status_code for a in answers) == [200, 409, 409, 409, 409]
    dossier = office[Role.RECEPTION].get(f"/desk/dossiers/{dossier_id}").json
    assert [e["action"] for e in dossier["timeline"]] == ["submit", "receive"]
    assert dossier["code"].endswith("-0001")


def test_a_stale_etag_overwrites_nothing(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    path = f"/desk/dossiers/{dossier_id}"
    etag = office[Role.RECEPTION].get(path).headers["ETag"]
    first = office[Role.RECEPTION].post(f"{path}/actions", {"action": "receive"}, headers={"If-Match": etag})
    assert first.status_code == 200
    assert first.headers["ETag"] != etag
    for stale in (etag, '"nonsense"'):
        answer = office[Role.SPECIALIST].post(
            f"{path}/actions", {"action": "start"}, headers={"If-Match": stale}
        )
        assert (answer.status_code, answer.json["code"]) == (412, "changed_meanwhile")
    good = {"If-Match": first.headers["ETag"]}
    assert (
        office[Role.SPECIALIST].post(f"{path}/actions", {"action": "start"}, headers=good).status_code == 200
    )


def test_a_walk_in_is_received_at_once_without_a_due_date(office: Office) -> None:
    body = {"procedure_code": COPY, "applicant": {"full_name": "Trần Thị Ví Dụ"}}
    taken = office[Role.RECEPTION].post("/desk/dossiers", body)
    assert taken.status_code == 201
    assert (taken.json["status"], taken.json["due_on"], taken.json["due_at"]) == (2, None, None)
    assert taken.json["channel"] == "direct"
    assert [e["action"] for e in taken.json["timeline"]] == ["submit", "receive"]


def test_a_double_tap_at_the_counter_takes_one_dossier(office: Office) -> None:
    body = {"id": str(uuid.uuid4()), "procedure_code": COPY, "applicant": {"full_name": "Trần Thị Ví Dụ"}}
    first = office[Role.RECEPTION].post("/desk/dossiers", body)
    second = office[Role.RECEPTION].post("/desk/dossiers", body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json["code"] == second.json["code"]


def test_only_reception_takes_walk_ins(office: Office) -> None:
    body = {"procedure_code": COPY, "applicant": {"full_name": "Trần Thị Ví Dụ"}}
    answer = office[Role.SPECIALIST].post("/desk/dossiers", body)
    assert (answer.status_code, answer.json["code"]) == (403, "wrong_role")


def test_an_officer_can_attach_papers_to_a_walk_in_and_read_them(citizen: Person, office: Office) -> None:
    desk = office[Role.RECEPTION]
    entry = {"requirement_id": papers(desk, COPY)[0], **upload(desk)}
    body = {"procedure_code": COPY, "applicant": {"full_name": "Trần Thị Ví Dụ"}, "documents": [entry]}
    taken = desk.post("/desk/dossiers", body)
    assert taken.status_code == 201
    file = desk.get(f"/desk/dossiers/{taken.json['id']}/documents/{entry['upload_id']}")
    assert file.status_code == 200
    assert len(file.data) == entry["size"]
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert desk.get(f"/desk/dossiers/{taken.json['id']}/documents/{uuid.uuid4()}").status_code == 404
    assert citizen.get(f"/desk/dossiers/{taken.json['id']}/documents/{entry['upload_id']}").status_code == 403


def test_withdrawing_before_and_during_the_work(citizen: Person, office: Office) -> None:
    early = hand_in(citizen, office.agency)
    assert citizen.post(f"/dossiers/{early}/withdraw", {"reason": "làm nơi khác"}).json["status"] == 7
    late = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, late, "receive")
    act(office, Role.SPECIALIST, late, "start")
    asked = citizen.post(f"/dossiers/{late}/withdraw", {}).json
    assert asked["status"] == 4
    assert citizen.post(f"/dossiers/{late}/withdraw", {}).status_code == 409
    stopped = act(office, Role.LEADER, late, "stop", reason="theo đề nghị của người nộp")
    assert (stopped["status"], stopped["withdrawal_requested"]) == (8, True)


def test_work_can_be_given_to_a_colleague_of_the_same_office(
    app: Flask, citizen: Person, office: Office
) -> None:
    make_office(app, make_agency("Y99.01.02"), suffix="2")
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    assert (
        act(office, Role.SPECIALIST, dossier_id, "assign", officer="truongphong")["assignee"] == "truongphong"
    )
    for name in ("chuyenvien2", "nobody"):
        body = {"action": "assign", "officer": name}
        answer = office[Role.SPECIALIST].post(f"/desk/dossiers/{dossier_id}/actions", body)
        assert (answer.status_code, answer.json["code"]) == (422, "unknown_officer")


def test_moments_are_answered_in_utc_with_their_zone(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    answer = citizen.get(f"/dossiers/{dossier_id}").json
    moment = datetime.fromisoformat(answer["submitted_at"])
    assert moment.tzinfo == UTC
    assert abs(now() - moment) < timedelta(minutes=1)


def test_a_withdrawal_asked_in_process_can_take_effect_while_waiting(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    act(office, Role.SPECIALIST, dossier_id, "start")
    citizen.post(f"/dossiers/{dossier_id}/withdraw", {})
    act(office, Role.RECEPTION, dossier_id, "request_supplement", reason="thiếu")
    assert citizen.post(f"/dossiers/{dossier_id}/withdraw", {}).json["status"] == 7


def test_every_step_raises_the_version_also_one_that_only_adds_a_note(
    citizen: Person, office: Office
) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    path = f"/desk/dossiers/{dossier_id}"
    seen = {"If-Match": office[Role.SPECIALIST].get(path).headers["ETag"]}
    body = {"action": "propose_supplement", "reason": "thiếu giấy chứng sinh"}
    first = office[Role.SPECIALIST].post(f"{path}/actions", body, headers=seen)
    second = office[Role.SPECIALIST].post(f"{path}/actions", body, headers=seen)
    assert (first.status_code, second.status_code) == (200, 412)


def test_signatures_do_not_outlive_the_papers_they_were_given_for(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    for role, action in [
        (Role.RECEPTION, "receive"),
        (Role.SPECIALIST, "start"),
        (Role.SPECIALIST, "draft_result"),
        (Role.ROOM_LEADER, "check"),
        (Role.LEADER, "sign"),
    ]:
        act(office, role, dossier_id, action)
    act(office, Role.RECEPTION, dossier_id, "request_supplement", reason="thiếu")
    after = act(office, Role.RECEPTION, dossier_id, "accept_supplement")
    assert set(after["signatures"].values()) == {False}


def queue_ids(office: Office, queue: str) -> set[str]:
    found = office[Role.RECEPTION].get(f"/desk/dossiers?queue={queue}").json["items"]
    return {one["id"] for one in found}


def test_a_proposal_waits_for_reception_with_its_papers(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    asked = [{"requirement_id": papers(citizen)[0], "reason": "ảnh mờ"}]
    act(office, Role.SPECIALIST, dossier_id, "propose_supplement", reason="cần rõ hơn", papers=asked)
    assert queue_ids(office, "to_ask") == {dossier_id}
    view = office[Role.RECEPTION].get(f"/desk/dossiers/{dossier_id}").json
    assert view["supplement_proposed"]
    assert "return_proposal" in view["allowed_actions"]
    (paper,) = view["timeline"][-1]["requested_papers"]
    assert (paper["requirement_id"], paper["reason"]) == (papers(citizen)[0], "ảnh mờ")
    # The citizen learns nothing before the one-stop desk asks.
    told = citizen.get(f"/dossiers/{dossier_id}").json["timeline"][-1]
    assert (told["requested_papers"], told["note"]) == ([], None)
    again = {"action": "propose_supplement", "reason": "nữa"}
    answer = office[Role.SPECIALIST].post(f"/desk/dossiers/{dossier_id}/actions", again)
    assert (answer.status_code, answer.json["code"]) == (409, "already_done")

    act(office, Role.RECEPTION, dossier_id, "request_supplement", reason="xin chụp lại", papers=asked)
    after = office[Role.RECEPTION].get(f"/desk/dossiers/{dossier_id}").json
    assert not after["supplement_proposed"]
    assert queue_ids(office, "to_ask") == set()


def test_reception_returns_a_proposal_with_a_reason(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    path = f"/desk/dossiers/{dossier_id}/actions"
    early = office[Role.RECEPTION].post(path, {"action": "return_proposal", "reason": "đã đủ"})
    assert (early.status_code, early.json["code"]) == (409, "action_not_possible")
    act(office, Role.SPECIALIST, dossier_id, "propose_supplement", reason="thiếu")
    without = office[Role.RECEPTION].post(path, {"action": "return_proposal"})
    assert (without.status_code, without.json["code"]) == (422, "reason_missing")
    act(office, Role.RECEPTION, dossier_id, "return_proposal", reason="giấy này đã có trong hồ sơ")
    assert queue_ids(office, "to_ask") == set()
    act(office, Role.SPECIALIST, dossier_id, "propose_supplement", reason="vẫn thiếu bản chính")


def test_the_leader_sends_back_only_what_the_room_leader_has_checked(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    act(office, Role.SPECIALIST, dossier_id, "start")
    act(office, Role.SPECIALIST, dossier_id, "draft_result")
    back = {"action": "send_back", "reason": "chưa đúng mẫu"}
    early = office[Role.LEADER].post(f"/desk/dossiers/{dossier_id}/actions", back)
    assert (early.status_code, early.json["code"]) == (409, "not_checked_yet")
    act(office, Role.ROOM_LEADER, dossier_id, "check")
    after = act(office, Role.LEADER, dossier_id, "send_back", reason="chưa đúng mẫu")
    assert set(after["signatures"].values()) == {False}
    notes = [step["note"] for step in citizen.get(f"/dossiers/{dossier_id}").json["timeline"]]
    assert "chưa đúng mẫu" not in notes


def test_heads_reassign_a_dossier(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    act(office, Role.RECEPTION, dossier_id, "receive")
    act(office, Role.SPECIALIST, dossier_id, "start")
    known = {one["role"]: one["username"] for one in office[Role.LEADER].get("/desk/officers").json["items"]}
    for role in (Role.ROOM_LEADER, Role.LEADER):
        after = act(office, role, dossier_id, "assign", officer=known[str(role)])
        assert after["assignee"] == known[str(role)]
