"""Invented dossiers of the last 24 months, for benchmarks and load tests: `motcua simulate`.

Every dossier follows one of STORIES: actions that the lifecycle's table allows one after the other (each
story is played through `lifecycle.decide` before anything is written). Codes come from the real counters, due
dates from the real calendar, and events are chained with the real key, so that nothing afterwards can tell
these dossiers from others, except that their offices are marked as a demonstration and the names say that
they are invented. What goes on beside a dossier is left out: no files, messages or invitations to rate.

Rows are written by Core in batches, each one write unit, so memory does not grow with their number. The same
seed on the same database gives the same dossiers; a repeated call adds others.
"""

from __future__ import annotations

import gc
import hashlib
import sys
import uuid
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from types import SimpleNamespace
from typing import Any, Final, NamedTuple, cast

import click
from flask.cli import with_appcontext
from sqlalchemy import Table, func, or_, select, text
from sqlalchemy import insert as plain_insert
from tqdm import tqdm

from api.access import Role
from api.accounts.models import Citizen, Officer
from api.calendars.deadlines import Duration, Pause, due_date
from api.calendars.opening_hours import TIME_ZONE
from api.calendars.working_calendar import WorkingCalendar
from api.catalogue.folding import fold
from api.catalogue.models import Agency, Procedure, ProcedureVersion
from api.catalogue.time_limits import TimeLimit, time_limit
from api.config import current_settings
from api.dossiers.clock import calendar_of
from api.dossiers.events import chain_mac
from api.dossiers.lifecycle import ACTIONS, FINISHED, Facts, Status, decide
from api.dossiers.models import CodeCounter, Dossier, DossierEvent, DossierNote, DossierPause
from api.extensions import Base, db, insert, now, write_unit

PROVINCE: Final = "92"
BENCHMARK_PHONE: Final = "0990000000"
"""Of the citizen who owns some forty dossiers of every simulation."""

DAYS: Final = 730
BATCH: Final = 2000  # dossiers in one write unit
BENCHMARK_SHARE: Final = 40  # dossiers of a simulation that belong to the benchmark citizen
DOSSIERS_PER_CITIZEN: Final = 5
PROCEDURES: Final = 150  # in use; the first is asked for most
WALK_INS: Final = 0.35
LATE: Final = 0.04
_MOMENT: Final = 0.0001  # of a working day

_OFFICERS: Final = {
    Role.RECEPTION: ("tiepnhan", "Công chức tiếp nhận"),
    Role.SPECIALIST: ("chuyenvien", "Công chức chuyên môn"),
    Role.ROOM_LEADER: ("truongphong", "Trưởng phòng"),
    Role.LEADER: ("lanhdao", "Phó Chủ tịch Ủy ban nhân dân"),
    Role.CASHIER: ("thuquy", "Thủ quỹ"),
}
_NO_PASSWORD: Final = "!"  # no hash, so that no password fits  # noqa: S105
_OWNER_POSITION: Final = "Người nộp hồ sơ"
_NAMES: Final = ("Nguyễn Văn Mẫu", "Trần Thị Mẫu", "Lê Văn Ví Dụ", "Phạm Thị Minh Họa")
_REASONS: Final = {
    "decline": "Thủ tục này thuộc thẩm quyền của nơi cư trú (dữ liệu mô phỏng).",
    "request_supplement": "Ảnh giấy tờ bị mờ, xin chụp lại cho rõ (dữ liệu mô phỏng).",
    "stop": "Không đủ điều kiện giải quyết (dữ liệu mô phỏng).",
}
_SUBMISSION_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # as in dossiers.numbers

_PAUSES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "request_supplement": ("supplement", {"requirement_ids": []}),
    "request_payment": ("payment", {"amount_vnd": 8000}),
}
"""Actions that stop the clock, with the reason of the pause and the facts of the event."""
_RESUMES: Final = frozenset({"accept_supplement", "confirm_payment"})
_MARKS: Final[dict[str, dict[str, Any]]] = {
    "receive": {"received": True},
    "request_supplement": {"supplement_count": 1},
    "draft_result": {"drafted": True},
    "check": {"checked": True},
    "sign": {"signed": True},
    "withdraw": {"withdrawal_requested": True},
}


class Scene(NamedTuple):
    """One action of a story, with what holds of the dossier afterwards."""

    action: str
    role: Role
    status_from: Status
    facts: Facts


@dataclass(frozen=True)
class Story:
    """What happens to `share` of a thousand dossiers after they were submitted.

    Without `days_ago` it began on any day of the two years; with it, that many working days ago, and all of it
    has happened by now, so that small simulations too have dossiers in every status.
    """

    share: int
    actions: tuple[str, ...]
    days_ago: tuple[float, float] | None = None

    @property
    def is_received(self) -> bool:
        return self.actions[:1] == ("receive",)

    def scenes(self) -> tuple[Scene, ...]:
        """The story by the lifecycle's table. Raises the lifecycle's problem where the table forbids it."""
        facts = Facts(Status.NEW)
        played = []
        for action in self.actions:
            who = ACTIONS[action].who
            role = Role.RECEPTION if Role.RECEPTION in who else next(iter(who))
            status_from = facts.status
            status = decide(action, role=role, facts=facts, reason=_REASONS.get(action))
            facts = replace(facts, status=status, **_MARKS.get(action, {}))
            played.append(Scene(action, role, status_from, facts))
        return tuple(played)


_RESULT = ("draft_result", "check", "sign", "resolve")
STORIES: Final = (
    Story(720, ("receive", "start", *_RESULT, "return_result")),
    Story(60, ("receive", "start", "request_supplement", "accept_supplement", *_RESULT, "return_result")),
    Story(40, ("receive", "start", "request_payment", "confirm_payment", *_RESULT, "return_result")),
    Story(50, ("decline",)),
    Story(25, ("withdraw",)),
    Story(10, ("receive", "withdraw")),
    Story(20, ("receive", "start", "stop")),
    Story(8, (), (0, 3)),
    Story(8, ("receive",), (0, 3)),
    Story(12, ("receive", "start"), (0, 5)),
    Story(10, ("receive", "start"), (15, 60)),
    Story(6, ("receive", "start", "draft_result"), (0, 6)),
    Story(6, ("receive", "start", "draft_result", "check"), (0, 6)),
    Story(10, ("receive", "start", *_RESULT), (0, 8)),
    Story(8, ("receive", "request_supplement"), (0, 15)),
    Story(4, ("receive", "request_payment"), (0, 6)),
    Story(3, ("receive", "start", "withdraw"), (0, 6)),
)


@dataclass(frozen=True)
class Simulated:
    """How many rows a simulation added."""

    dossiers: int
    events: int
    citizens: int


class _Officer(NamedTuple):
    id: uuid.UUID
    actor: str
    position: str


class _Office(NamedTuple):
    id: int
    code: str
    officers: dict[Role, _Officer]


class _Offered(NamedTuple):
    """A procedure with its time limit by channel."""

    id: int
    version_id: int
    limits: dict[str, TimeLimit | None]


class _Beginning(NamedTuple):
    """A dossier to write; its first scene is at `at`, in working time `position`."""

    number: int
    position: float
    at: datetime
    story: Story
    office: _Office


def simulate(
    *,
    dossiers: int,
    seed: int = 1,
    agencies: int = 10,
    until: datetime | None = None,
    progress: Callable[[int], object] = lambda _count: None,
) -> Simulated:
    """Add `dossiers` invented dossiers up to `until`; `progress` hears how many each batch has written.

    Raises LookupError when the catalogue holds no procedure that could be handed in.
    """
    until = until or now()
    with write_unit():
        calendar = calendar_of(_agency(1))
        offices = [_office(number) for number in range(1, agencies + 1)]
        there = _dossiers_of(office.id for office in offices)
        if db.engine.dialect.name == "sqlite":
            # Identifiers are random, so inserts touch all of the index; the usual 2 MB of it would be re-read.
            db.session.execute(text("PRAGMA cache_size=-65536"))
    dice = Random(f"{seed}:{there}")
    writer = _Writer(
        dice=dice,
        working_time=WorkingTime(calendar, until=until),
        calendar=calendar,
        offices=offices,
        procedures=_procedures(dice),
        citizens=_citizens(max(2, dossiers // DOSSIERS_PER_CITIZEN), created_at=until - timedelta(days=DAYS)),
        benchmark_every=max(1, dossiers // BENCHMARK_SHARE),
        first_number=there,
    )
    order = writer.order(dossiers)
    for first in range(0, dossiers, BATCH):
        batch = order[first : first + BATCH]
        with write_unit():
            writer.write(batch, first=first)
        progress(len(batch))
    return Simulated(dossiers, writer.events_written, len(writer.citizens))


class WorkingTime:
    """Moments as positions in working time: 12.5 is the middle of the thirteenth working day.

    Runs from DAYS before `until` to some time after it, so that due dates lie in it too.
    """

    def __init__(self, calendar: WorkingCalendar, *, until: datetime) -> None:
        today = _local_day(until)
        span = (today + timedelta(days=offset) for offset in range(-DAYS, DAYS))
        self._days = [day for day in span if calendar.is_working_day(day)]
        self._periods = [
            [(_utc(day, opening), _utc(day, closing) - _utc(day, opening)) for opening, closing in periods]
            for day, periods in ((day, calendar.opening_periods(day)) for day in self._days)
        ]
        self._lengths = [sum(length.seconds for _, length in periods) for periods in self._periods]
        self.now = self.position(until) - _MOMENT

    def at(self, position: float) -> datetime:
        """In UTC, in whole seconds."""
        index = int(position)
        elapsed = timedelta(seconds=int((position - index) * self._lengths[index]))
        for opening, length in self._periods[index]:
            if elapsed <= length:
                return opening + elapsed
            elapsed -= length
        raise AssertionError("a position lies within the opening hours")

    def position(self, at: datetime) -> float:
        """The reverse of `at`; outside opening hours, where the clock stands until they begin again."""
        day = _local_day(at)
        index = bisect_left(self._days, day)
        if index == len(self._days):
            return index - _MOMENT
        if self._days[index] != day:
            return index
        elapsed = sum(
            min(max(at - opening, timedelta()), length).total_seconds()
            for opening, length in self._periods[index]
        )
        return index + min(elapsed / self._lengths[index], 1 - _MOMENT)


@dataclass
class _Rows:
    """What one batch is going to insert."""

    dossiers: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    pauses: list[dict[str, Any]] = field(default_factory=list)
    notes: dict[str, tuple[uuid.UUID, str, str]] = field(default_factory=dict)  # hash → (dossier, salt, text)

    def insert(self) -> None:
        _insert(Dossier, self.dossiers)
        _insert(DossierEvent, self.events)
        _insert(DossierPause, self.pauses)
        # Notes hang on the numbers that the database has just given their events.
        noted = select(DossierEvent.id, DossierEvent.note_hash).where(
            DossierEvent.dossier_id.in_({dossier_id for dossier_id, _, _ in self.notes.values()}),
            DossierEvent.note_hash.is_not(None),
        )
        notes = []
        for event_id, note_hash in db.session.execute(noted):
            _, salt, words = self.notes[str(note_hash)]
            notes.append({"event_id": event_id, "salt": salt, "text": words})
        _insert(DossierNote, notes)


@dataclass
class _Writer:
    """Makes up dossiers and writes them, a batch at a time."""

    dice: Random
    working_time: WorkingTime
    calendar: WorkingCalendar
    offices: Sequence[_Office]
    procedures: Sequence[_Offered]
    citizens: Sequence[uuid.UUID]
    benchmark_every: int
    first_number: int
    events_written: int = 0

    def __post_init__(self) -> None:
        self.key = current_settings().key("event-chain")
        self.scenes = {story: story.scenes() for story in STORIES}
        self._shares = list(accumulate(1 / (rank + 5) for rank in range(len(self.procedures))))

    def order(self, count: int) -> list[int]:
        """All beginnings in the order of time, each as one whole number (see `_beginning`)."""
        shares = [story.share for story in STORIES]
        found = []
        for index in self.dice.choices(range(len(STORIES)), shares, k=count):
            position = self.dice.uniform(0, self.working_time.now)
            if days_ago := STORIES[index].days_ago:
                position = self.working_time.now - self.dice.uniform(*days_ago)
            found.append(int(position * 1_000_000) * len(STORIES) + index)
        found.sort()
        return found

    def write(self, order: Sequence[int], *, first: int) -> None:
        """Add the dossiers of this part of the order; belongs into a write unit."""
        batch = [self._beginning(packed, number) for number, packed in enumerate(order, first)]
        numbers = _reserve_codes((one.office, _local_day(one.at)) for one in batch if one.story.is_received)
        rows = _Rows()
        for beginning in batch:
            self._draft(beginning, numbers, rows).tell()
        rows.insert()
        self.events_written += len(rows.events)

    def _beginning(self, packed: int, number: int) -> _Beginning:
        millionths, index = divmod(packed, len(STORIES))
        position = millionths / 1_000_000
        office = self.dice.choice(self.offices)
        return _Beginning(number, position, self.working_time.at(position), STORIES[index], office)

    def _draft(self, beginning: _Beginning, numbers: dict[tuple[int, date], int], rows: _Rows) -> _Draft:
        dice, story = self.dice, beginning.story
        benchmark = beginning.number % self.benchmark_every == 0
        owner_acts = any(scene.role == Role.CITIZEN for scene in self.scenes[story])
        walk_in = story.is_received and not owner_acts and not benchmark and dice.random() < WALK_INS
        citizen = None if walk_in else 0 if benchmark else self._citizen()
        offered = dice.choices(self.procedures, cum_weights=self._shares)[0]
        # At the counter both happen at once; from home it may have been the evening before.
        submitted_at = (
            beginning.at if walk_in else beginning.at - timedelta(seconds=dice.randrange(60, 60_000))
        )
        name = self.first_number + beginning.number if citizen is None else citizen
        row = {
            **_NOT_YET,
            "id": uuid.UUID(int=dice.getrandbits(128), version=4),
            "submission_number": self._submission_number(submitted_at),
            "channel": "direct" if walk_in else "online",
            "agency_id": beginning.office.id,
            "procedure_id": offered.id,
            "procedure_version_id": offered.version_id,
            "citizen_id": None if citizen is None else self.citizens[citizen],
            "applicant_name": f"{_NAMES[name % len(_NAMES)]} {name:04d}",
            "applicant_phone": None if citizen is None else _phone(citizen),
            "body_hash": f"{dice.getrandbits(256):064x}",
            "submitted_at": submitted_at,
        }
        return _Draft(self, beginning, offered.limits[row["channel"]], row, numbers, rows)

    def _submission_number(self, at: datetime) -> str:
        return f"NOP-{_local_day(at):%y%m%d}-{''.join(self.dice.choices(_SUBMISSION_LETTERS, k=8))}"

    def _citizen(self) -> int:
        """Anybody, or for a tenth of the dossiers one of the few who hand in for many; 0 is the benchmark's."""
        few = max(2, len(self.citizens) // 100)
        return self.dice.randrange(1, few if self.dice.random() < 0.1 else len(self.citizens))


@dataclass
class _Draft:
    """One dossier while it is being made up; what it does corresponds to `actions` and `submission`."""

    writer: _Writer
    beginning: _Beginning
    limit: TimeLimit | None
    row: dict[str, Any]
    numbers: dict[tuple[int, date], int]  # last code given, by office and day
    rows: _Rows
    sequence: int = 0
    mac: str = ""
    pauses: list[dict[str, Any]] = field(default_factory=list)

    def tell(self) -> None:
        """The whole story, as far as it has happened by now."""
        row, writer, scenes = self.row, self.writer, self.writer.scenes[self.beginning.story]
        by = Role.CITIZEN if row["citizen_id"] else Role.RECEPTION
        self._event(by, "submit", row["submitted_at"], facts={"documents": 0, "channel": row["channel"]})
        if scenes:
            self._act(scenes[0], self.beginning.at)
        for scene, position in zip(scenes[1:], self._positions(len(scenes) - 1), strict=True):
            if position > writer.working_time.now:
                break
            self._act(scene, writer.working_time.at(position))
        row["version"] = self.sequence
        self.rows.dossiers.append(row)
        self.rows.pauses += self.pauses

    def _positions(self, count: int) -> list[float]:
        """When the other scenes are: most in time, some late; a result is fetched within three days."""
        if count < 1:
            return []
        dice, start, now_ = self.writer.dice, self.beginning.position, self.writer.working_time.now
        due_at = self.row["due_at"]
        due = start + dice.uniform(0.5, 5) if due_at is None else self.writer.working_time.position(due_at)
        finish = start + (due - start) * dice.uniform(0.2, 1)
        if dice.random() < LATE:
            finish = due + dice.expovariate(1 / 4)
        if self.beginning.story.days_ago:
            finish = min(finish, now_)
        fetched = self.beginning.story.actions[-1] == "return_result"
        between = sorted(dice.uniform(start, finish) for _ in range(count - 1 - fetched))
        return [*between, finish, *([finish + dice.uniform(0, 3)] if fetched else [])]

    def _act(self, scene: Scene, at: datetime) -> None:
        row, after, due_before = self.row, scene.facts, self.row["due_on"]
        row |= {
            "status": int(after.status),
            "supplement_count": after.supplement_count,
            "withdrawal_requested": after.withdrawal_requested,
            "drafted": after.drafted,
            "checked": after.checked,
            "signed": after.signed,
        }
        facts = self._take_effect(scene, at)
        if after.status in FINISHED and row["finished_at"] is None:
            row["finished_at"] = at
        self._event(
            scene.role,
            scene.action,
            at,
            facts=facts,
            status_from=int(scene.status_from),
            due_before=due_before,
        )

    def _take_effect(self, scene: Scene, at: datetime) -> dict[str, Any]:
        """What the action does beyond the status; answers the facts of its event."""
        row, action, officers = self.row, scene.action, self.beginning.office.officers
        if action == "receive":
            return self._receive(officers[scene.role], at)
        if action == "start":
            row["assignee_id"] = officers[scene.role].id
        if action in _PAUSES:
            reason, facts = _PAUSES[action]
            self.pauses.append(
                {"dossier_id": row["id"], "reason": reason, "started_at": at, "ended_at": None}
            )
            return facts
        if action in _RESUMES:
            self.pauses[-1]["ended_at"] = at
            self._set_due_date()
        if action == "return_result":
            row["returned_at"], row["returned_by_id"] = at, officers[scene.role].id
            return {"collector": "owner"}
        return {}

    def _receive(self, by: _Officer, at: datetime) -> dict[str, Any]:
        row, office, day = self.row, self.beginning.office, _local_day(at)
        self.numbers[office.id, day] += 1
        row["code"] = f"{office.code}-{day:%y%m%d}-{self.numbers[office.id, day]:04d}"
        row["received_at"], row["received_by_id"] = at, by.id
        if self.limit is not None:
            row["duration_quantity"], row["duration_unit"] = self.limit.quantity, self.limit.unit
        self._set_due_date()
        return {"code": row["code"]}

    def _set_due_date(self) -> None:
        if self.limit is None:
            return
        found = due_date(
            received_at=self.row["received_at"],
            duration=Duration(self.limit.quantity, self.limit.unit),
            calendar=self.writer.calendar,
            pauses=[Pause(pause["started_at"], pause["ended_at"]) for pause in self.pauses],
        )
        self.row["due_on"], self.row["due_at"] = found.due_on, found.due_at

    def _event(
        self,
        role: Role,
        action: str,
        at: datetime,
        *,
        facts: dict[str, Any],
        status_from: int | None = None,
        due_before: date | None = None,
    ) -> None:
        if role == Role.CITIZEN:
            actor, position = f"citizen:{self.row['citizen_id']}", _OWNER_POSITION
        else:
            _, actor, position = self.beginning.office.officers[role]
        self.sequence += 1
        event = {
            "dossier_id": self.row["id"],
            "sequence": self.sequence,
            "at": at,
            "actor": actor,
            "actor_position": position,
            "agency_id": self.row["agency_id"],
            "action": action,
            "status_from": status_from,
            "status_to": self.row["status"],
            "due_before": due_before,
            "due_after": self.row["due_on"],
            "facts": facts,
            "note_hash": self._note(action),
        }
        # The MAC only reads attributes; making a million mapped objects would take longer than all the rest.
        seen = cast(DossierEvent, SimpleNamespace(**event))
        event["mac"] = self.mac = chain_mac(seen, previous=self.mac, key=self.writer.key)
        self.rows.events.append(event)

    def _note(self, action: str) -> str | None:
        """The salted hash of the action's reason, None where the action needs none."""
        words = _REASONS.get(action)
        if words is None:
            return None
        salt = f"{self.writer.dice.getrandbits(128):032x}"
        note_hash = hashlib.sha256((salt + words).encode()).hexdigest()
        self.rows.notes[note_hash] = (self.row["id"], salt, words)
        return note_hash


_NOT_YET: Final[dict[str, Any]] = {
    **dict.fromkeys(Dossier.__table__.columns.keys()),
    "status": int(Status.NEW),
    "supplement_count": 0,
    "supplement_handed_in": False,
    "withdrawal_requested": False,
    "drafted": False,
    "checked": False,
    "signed": False,
    "stamped": False,
    "secret_version": 1,
}
"""A dossier's columns before anything is known of it."""


def _reserve_codes(receptions: Iterable[tuple[_Office, date]]) -> dict[tuple[int, date], int]:
    """Take as many numbers as there are receptions from the counters of their office and day.

    Answers the last number given before them. As in `numbers.next_code` one statement does it, so that a reception
    at the same moment gets a number of its own.
    """
    wanted = Counter((office.id, day) for office, day in receptions)
    if not wanted:
        return {}
    statement = insert(CodeCounter)
    statement = statement.on_conflict_do_update(
        index_elements=[CodeCounter.agency_id, CodeCounter.day],
        set_={"last": CodeCounter.last + statement.excluded.last},
    ).returning(CodeCounter.agency_id, CodeCounter.day, CodeCounter.last)
    rows = [
        {"agency_id": agency_id, "day": day, "last": count}
        for (agency_id, day), count in sorted(wanted.items())
    ]
    return {
        (agency_id, day): last - wanted[agency_id, day]
        for agency_id, day, last in db.session.execute(statement, rows)
    }


def _procedures(dice: Random) -> list[_Offered]:
    """Some procedures that can be handed in here, in the order of how often they are asked for."""
    offered = (
        select(Procedure.id)
        .where(
            Procedure.listed,
            Procedure.has_detail,
            Procedure.current_version_id.is_not(None),
            or_(Procedure.scope == "national", Procedure.province_code == PROVINCE),
            Procedure.scope != "internal",
        )
        .order_by(Procedure.code)
    )
    of_communes = list(db.session.execute(offered.where(Procedure.level == "xã")).scalars())
    found = of_communes or list(db.session.execute(offered).scalars())
    if not found:
        raise LookupError("the catalogue is empty: import one first")
    chosen = dice.sample(found, min(PROCEDURES, len(found)))
    contents = select(Procedure.id, ProcedureVersion.id.label("version_id"), ProcedureVersion.content).join(
        ProcedureVersion, ProcedureVersion.id == Procedure.current_version_id
    )
    rows = db.session.execute(contents.where(Procedure.id.in_(chosen))).all()
    by_id = {
        row.id: _Offered(
            row.id,
            row.version_id,
            {
                "online": time_limit(row.content, channel="online"),
                "direct": time_limit(row.content, channel="direct"),
            },
        )
        for row in rows
    }
    return [by_id[identity] for identity in chosen]


def _citizens(count: int, *, created_at: datetime) -> list[uuid.UUID]:
    """The first `count` invented citizens, made where they are missing."""
    for first in range(0, count, BATCH):
        rows = [
            {
                "id": uuid.uuid5(uuid.NAMESPACE_URL, f"motcua:{_phone(number)}"),
                "phone": _phone(number),
                "created_at": created_at,
            }
            for number in range(first, min(first + BATCH, count))
        ]
        with write_unit():
            db.session.execute(insert(Citizen).on_conflict_do_nothing(), rows)
    # Somebody may have signed in with such a number before, so the identifiers are read back.
    known = select(Citizen.id).where(Citizen.phone.between(_phone(0), _phone(count - 1)))
    return list(db.session.execute(known.order_by(Citizen.phone)).scalars())


def _phone(number: int) -> str:
    return f"099{number:07d}"


def _agency(number: int) -> Agency:
    code = f"Y99.S.{number:03d}"
    agency = db.session.execute(select(Agency).where(Agency.code == code)).scalar_one_or_none()
    if agency is None:
        name = f"Trung tâm Phục vụ hành chính công phường Mô Phỏng {number} (minh họa)"
        agency = Agency(
            code=code,
            name=name,
            folded=fold(name),
            province_code=PROVINCE,
            online_filing="precheck",
            address="Số 1 đường Mô Phỏng",
            hotline="1900 0000",
            is_demo=True,
        )
        db.session.add(agency)
        db.session.flush()
    return agency


def _office(number: int) -> _Office:
    """The office and its officers, made where they are missing; belongs into a write unit."""
    agency = _agency(number)
    officers = {}
    for role, (name, position) in _OFFICERS.items():
        username = f"mophong{number:03d}-{name}"
        officer = db.session.execute(select(Officer).where(Officer.username == username)).scalar_one_or_none()
        if officer is None:
            officer = Officer(
                id=uuid.uuid5(uuid.NAMESPACE_URL, f"motcua:{username}"),
                username=username,
                password_hash=_NO_PASSWORD,
                full_name=f"Cán bộ Mẫu {number:03d}",
                position=position,
                role=role.value,
                agency_id=agency.id,
            )
            db.session.add(officer)
        officers[role] = _Officer(officer.id, f"officer:{officer.id}", officer.position)
    return _Office(agency.id, agency.code, officers)


def _dossiers_of(agency_ids: Iterable[int]) -> int:
    statement = select(func.count()).select_from(Dossier).where(Dossier.agency_id.in_(list(agency_ids)))
    return db.session.execute(statement).scalar_one()


def _insert(model: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(plain_insert(cast(Table, model.__table__)), rows)


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Millions of rows come and go, none of them in cycles; looking for cycles took a sixth of the time."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _local_day(at: datetime) -> date:
    """The day in Vietnam."""
    return at.astimezone(TIME_ZONE).date()


def _utc(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, TIME_ZONE).astimezone(UTC)


@click.command(name="simulate")
@click.option("--dossiers", type=click.IntRange(min=1), required=True, help="how many to add")
@click.option("--seed", type=int, default=1, show_default=True, help="another one gives others")
@click.option(
    "--agencies", type=click.IntRange(1, 999), default=10, show_default=True, help="offices they are at"
)
@with_appcontext
def simulate_command(dossiers: int, seed: int, agencies: int) -> None:
    """Add invented dossiers of the last 24 months, for benchmarks; not for a database in use."""
    with _rarely_collecting(), tqdm(total=dossiers, unit=" dossiers", file=sys.stderr) as bar:
        try:
            added = simulate(dossiers=dossiers, seed=seed, agencies=agencies, progress=bar.update)
        except LookupError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"dossiers {added.dossiers}, events {added.events}, citizens {added.citizens}")
