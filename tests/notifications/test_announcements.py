"""Announcements: written by few, shown in their area and time, told once to those who asked."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from api.access import Role
from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import CURRENT_ERA, Agency, Unit
from api.extensions import db, now, write_unit
from api.notifications.announcements import following
from api.notifications.models import Announcement, Delivery, Message
from tests.notifications.devices import subscribe
from tests.people import Office, Person, make_agency, make_office, sign_in_citizen
from tests.push_service import PushService

ATOM = "{http://www.w3.org/2005/Atom}"
COMMUNE = "00004"


def today() -> date:
    return now().astimezone(TIME_ZONE).date()


def words(**changed: Any) -> dict[str, Any]:
    return {
        "topic": "closing",
        "area": "01",
        "title": "Nghỉ tiếp dân sáng thứ Bảy",
        "body": "Sáng thứ Bảy bộ phận một cửa nghỉ.\n\nXin đến vào thứ Hai.",
        "starts_on": today().isoformat(),
        "ends_on": (today() + timedelta(days=7)).isoformat(),
        **changed,
    }


@pytest.fixture
def units() -> None:
    with write_unit():
        for level, code, parent, name in (
            ("province", "01", None, "Thành phố Hà Nội"),
            ("commune", COMMUNE, "01", "Phường Ba Đình"),
            ("commune", "00008", "01", "Phường Ngọc Hà"),
            ("commune", "29641", "86", "Xã Ngãi Tứ"),
        ):
            db.session.add(
                Unit(
                    era=CURRENT_ERA,
                    level=level,
                    code=code,
                    parent_code=parent,
                    name=name,
                    full_name=name,
                    kind="",
                    folded=name.lower(),
                )
            )


@pytest.fixture
def leader(office: Office) -> Person:
    return office[Role.LEADER]


def written(leader: Person, **changed: Any) -> dict[str, Any]:
    answer = leader.post("/desk/announcements", words(**changed))
    assert answer.status_code == 201, answer.json
    found: dict[str, Any] = answer.json
    return found


def published(leader: Person, **changed: Any) -> dict[str, Any]:
    made = written(leader, **changed)
    answer = leader.post(f"/desk/announcements/{made['id']}/publish", {"version": made["version"]})
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def shown(client: FlaskClient, query: str = "") -> list[str]:
    answer = client.get(f"/api/v1/announcements{query}")
    assert answer.status_code == 200
    return [item["title"] for item in answer.get_json()["items"]]


def tell_followers(at: datetime) -> int:
    """As the worker does, until nothing waits."""
    told = 0
    while (count := following.tell_next(at)) is not None:
        told += count
    return told


def messages() -> list[Message]:
    db.session.rollback()
    return list(db.session.execute(select(Message).where(Message.kind == "announcement")).scalars())


def test_a_draft_is_seen_by_its_office_only_and_shown_once_published(
    client: FlaskClient, office: Office, leader: Person
) -> None:
    made = written(leader)
    assert (made["state"], made["version"], made["told"]) == ("draft", 1, 0)
    assert shown(client) == []
    assert client.get(f"/api/v1/announcements/{made['id']}").status_code == 404
    seen = office[Role.RECEPTION].get("/desk/announcements").json
    assert [item["id"] for item in seen["items"]] == [made["id"]]
    assert (seen["may_write"], seen["areas"]) == (False, [{"code": "01", "name": "Hà Nội"}])
    for _ in range(2):  # a double tap
        answer = leader.post(f"/desk/announcements/{made['id']}/publish", {"version": 1})
        assert (answer.status_code, answer.json["state"]) == (200, "shown")
    assert shown(client) == [made["title"]]
    item = client.get(f"/api/v1/announcements/{made['id']}").get_json()
    assert (item["body"], item["agency_code"], item["area_name"]) == (
        made["body"],
        office.agency.code,
        "Hà Nội",
    )
    withdrawn = leader.post(f"/desk/announcements/{made['id']}/withdraw")
    assert withdrawn.json["state"] == "withdrawn"
    assert shown(client) == []
    assert client.get(f"/api/v1/announcements/{made['id']}").status_code == 404
    again = leader.post(f"/desk/announcements/{made['id']}/publish", {"version": 1})
    assert (again.status_code, again.json["code"]) == (409, "announcement_over")


@pytest.mark.parametrize(
    "role", [Role.RECEPTION, Role.SPECIALIST, Role.CASHIER, Role.CLERK, Role.ROOM_LEADER]
)
def test_only_leader_and_administrator_write(office: Office, leader: Person, role: Role) -> None:
    made = written(office[Role.ADMINISTRATOR])
    other = office[role]
    for answer in (
        other.post("/desk/announcements", words()),
        other.put(f"/desk/announcements/{made['id']}", words(version=1)),
        other.post(f"/desk/announcements/{made['id']}/publish", {"version": 1}),
        other.post(f"/desk/announcements/{made['id']}/withdraw"),
    ):
        assert (answer.status_code, answer.json["code"]) == (403, "wrong_role")


def test_an_office_neither_sees_nor_touches_those_of_another(app: Flask, leader: Person) -> None:
    made = written(leader)
    other = make_office(app, make_agency("Y99.01.02"), suffix="2")[Role.LEADER]
    assert other.get("/desk/announcements").json["items"] == []
    for answer in (
        other.put(f"/desk/announcements/{made['id']}", words(version=1)),
        other.post(f"/desk/announcements/{made['id']}/publish", {"version": 1}),
        other.post(f"/desk/announcements/{made['id']}/withdraw"),
    ):
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_announcement")


def test_two_who_edit_at_once_do_not_overwrite_each_other(office: Office, leader: Person) -> None:
    made = written(leader)
    path = f"/desk/announcements/{made['id']}"
    first = leader.put(path, words(version=1, title="Bản của lãnh đạo"))
    assert (first.status_code, first.json["version"]) == (200, 2)
    second = office[Role.ADMINISTRATOR].put(path, words(version=1, title="Bản của quản trị"))
    assert (second.status_code, second.json["code"]) == (409, "changed_meanwhile")
    unseen = office[Role.ADMINISTRATOR].post(f"{path}/publish", {"version": 1})
    assert unseen.status_code == 409, "what is published is what was seen"
    assert leader.post(f"{path}/publish", {"version": 2}).json["title"] == "Bản của lãnh đạo"
    corrected = leader.put(path, words(version=2, title="Đã sửa lỗi chính tả"))
    assert (corrected.json["state"], corrected.json["version"]) == ("shown", 3)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "   "}, "title"),
        ({"title": "a\nb"}, "title"),
        ({"title": "a" * 161}, "title"),
        ({"body": " \n "}, "body"),
        ({"body": "a" * 5001}, "body"),
        ({"title": "a\x1b[31m"}, "title"),
        ({"topic": "gossip"}, "topic"),
        ({"area": "99999999"}, "area"),
        ({"area": "86"}, "area"),
        ({"area": "29641"}, "area"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"starts_on": "2026-13-01"}, "starts_on"),
        ({"starts_on": "2026-01-01", "ends_on": "2099-01-01"}, "ends_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    leader: Person, units: None, changed: dict[str, Any], field: str
) -> None:
    answer = leader.post("/desk/announcements", words(**changed))
    assert answer.status_code in (400, 422)
    assert field in {error["field"] for error in answer.json["errors"]}
    assert db.session.execute(select(Announcement)).first() is None


def test_an_office_of_a_province_also_writes_for_one_of_its_communes_a_commune_only_for_itself(
    app: Flask, leader: Person, units: None
) -> None:
    assert written(leader, area=COMMUNE)["area_name"] == "Phường Ba Đình"
    offered = leader.get("/desk/announcements").json["areas"]
    assert [area["name"] for area in offered] == ["Thành phố Hà Nội", "Phường Ba Đình", "Phường Ngọc Hà"]
    assert all(written(leader, area=area["code"]) for area in offered)
    of_commune = make_agency("Y99.01.03")
    with write_unit():
        db.session.execute(update(Agency).where(Agency.code == "Y99.01.03").values(commune_code=COMMUNE))
    db.session.refresh(of_commune)
    other = make_office(app, of_commune, suffix="3")[Role.LEADER]
    assert written(other, area=COMMUNE)
    assert other.get("/desk/announcements").json["areas"] == [{"code": COMMUNE, "name": "Phường Ba Đình"}]
    for area in ("01", "00008"):
        assert other.post("/desk/announcements", words(area=area)).status_code == 422


def test_what_is_shown_where_and_when(
    client: FlaskClient, office: Office, leader: Person, units: None
) -> None:
    published(leader, title="Cả thành phố")
    published(leader, title="Ba Đình", area=COMMUNE)
    published(leader, title="Ngọc Hà", area="00008")
    later = published(leader, title="Tuần sau", starts_on=(today() + timedelta(days=7)).isoformat())
    over = published(leader, title="Đã qua")
    with write_unit():
        db.session.execute(
            update(Announcement)
            .where(Announcement.id == over["id"])
            .values(starts_on=today() - timedelta(days=2), ends_on=today() - timedelta(days=1))
        )
    assert later["state"] == "planned"
    assert set(shown(client)) == {"Cả thành phố", "Ba Đình", "Ngọc Hà"}
    assert set(shown(client, f"?commune={COMMUNE}")) == {"Cả thành phố", "Ba Đình"}
    assert shown(client, f"?agency={office.agency.code}") == ["Cả thành phố"]
    assert shown(client, "?commune=29641") == []
    assert shown(client, "?commune=12345") == []
    assert client.get("/api/v1/announcements?agency=Y0").get_json()["code"] == "unknown_agency"
    assert client.get(f"/api/v1/announcements/{over['id']}").status_code == 200, (
        "a link goes on leading somewhere"
    )
    assert client.get(f"/api/v1/announcements/{later['id']}").status_code == 404, "not before its day"


def test_the_atom_feed(client: FlaskClient, leader: Person) -> None:
    made = published(leader, title="Lệ phí <mới> & 'khác'", body="Dòng một\x0b\x1bhết")
    answer = client.get("/api/v1/announcements/atom")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.data)  # noqa: S314
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Lệ phí <mới> & 'khác'"
    assert entry.findtext(f"{ATOM}content") == "Dòng mộthết", "what XML cannot hold is left out"
    assert (entry.findtext(f"{ATOM}id") or "").endswith(f"/thong-bao-chung/{made['id']}")
    for parent in (feed, entry):
        for needed in ("id", "title", "updated"):
            assert parent.findtext(f"{ATOM}{needed}")
    assert feed.find(f"{ATOM}link[@rel='self']") is not None
    assert entry.findtext(f"{ATOM}author/{ATOM}name")
    empty = ElementTree.fromstring(client.get("/api/v1/announcements/atom?commune=12345").data)  # noqa: S314
    assert empty.findtext(f"{ATOM}updated")


def test_those_who_follow_are_told_once_the_others_never(
    app: Flask,
    citizen: Person,
    stranger: Person,
    leader: Person,
    units: None,
    service: PushService,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(following, "PORTION", 2)
    followers = [citizen, *(sign_in_citizen(app, f"093333333{number}") for number in range(4))]
    for follower in followers:
        assert follower.put("/me/followed-areas", {"areas": [COMMUNE]}).status_code == 200
    subscribe(citizen, service)
    made = published(leader)
    assert tell_followers(now()) == 5
    assert tell_followers(now()) == 0
    assert {message.citizen_id for message in messages()} == {follower.id for follower in followers}
    assert [row.channel for row in db.session.execute(select(Delivery)).scalars()] == ["push"]
    item = citizen.get("/notifications").json["items"][0]
    assert (item["title"], item["link"]) == (made["title"], f"/thong-bao-chung/{made['id']}")
    assert stranger.get("/notifications").json["items"] == []
    assert leader.get("/desk/announcements").json["items"][0]["told"] == 5
    stranger.put("/me/followed-areas", {"areas": ["01"]})
    leader.put(f"/desk/announcements/{made['id']}", words(version=1, title="Sửa"))
    assert tell_followers(now()) == 0, "neither for a correction nor for who follows afterwards"


def test_nobody_hears_of_what_is_planned_withdrawn_or_of_another_area(
    citizen: Person, leader: Person, units: None
) -> None:
    citizen.put("/me/followed-areas", {"areas": ["00008"]})
    published(leader, area=COMMUNE)
    gone = published(leader)
    leader.post(f"/desk/announcements/{gone['id']}/withdraw")
    later = published(leader, starts_on=(today() + timedelta(days=3)).isoformat())
    assert tell_followers(now()) == 0
    assert tell_followers(now() + timedelta(days=3)) == 1
    assert [message.announcement_id for message in messages()] == [later["id"]]


def test_a_worker_that_dies_in_the_middle_leaves_nobody_out_and_tells_nobody_twice(
    app: Flask, leader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PORTION", 2)
    for number in range(5):
        sign_in_citizen(app, f"093333333{number}").put("/me/followed-areas", {"areas": ["01"]})
    published(leader)
    tell, left = following.tell, [1, 1, 1]

    def dies(message: Message) -> int:
        if not left:
            raise RuntimeError("killed")
        left.pop()
        return tell(message)

    monkeypatch.setattr(following, "tell", dies)
    with pytest.raises(RuntimeError):
        tell_followers(now())
    assert len(messages()) == 2
    monkeypatch.setattr(following, "tell", tell)
    assert tell_followers(now()) == 3
    assert len({message.citizen_id for message in messages()}) == len(messages()) == 5


def test_two_workers_share_the_telling(app: Flask, leader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "PORTION", 3)
    for number in range(9):
        sign_in_citizen(app, f"093333333{number}").put("/me/followed-areas", {"areas": ["01"]})
    published(leader)
    db.session.rollback()
    counts = list[int]()

    def work() -> None:
        with app.app_context():
            counts.append(tell_followers(now()))
            db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sum(counts) == 9
    assert len({message.citizen_id for message in messages()}) == len(messages()) == 9


def test_which_areas_somebody_follows_is_theirs_and_changes_at_once(
    citizen: Person, stranger: Person, units: None
) -> None:
    assert citizen.get("/me/followed-areas").json == {"areas": []}
    assert citizen.put("/me/followed-areas", {"areas": [COMMUNE, "01", COMMUNE]}).json == {
        "areas": [COMMUNE, "01"]
    }
    assert citizen.put("/me/followed-areas", {"areas": ["01"]}).json == {"areas": ["01"]}
    assert stranger.get("/me/followed-areas").json == {"areas": []}
    for wrong in (["02"], ["99999"], ["x"], ["01"] * 11):
        assert citizen.put("/me/followed-areas", {"areas": wrong}).status_code in (400, 422)
    assert citizen.get("/me/followed-areas").json == {"areas": ["01"]}
