"""The rows of invented dossiers: each is made up along its story and written with its events by Core.

Codes come from the real counters, due dates from the real calendar, and events are chained with the real key, so
that nothing afterwards can tell these dossiers from others, except that their offices are marked as a
demonstration and the names say that they are invented. What goes on beside a dossier is left out: no files,
messages or invitations to rate.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from types import SimpleNamespace
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Table, select
from sqlalchemy import insert as plain_insert

from api.access import Role
from api.calendars.deadlines import Duration, Pause, due_date
from api.calendars.working_calendar import WorkingCalendar
from api.catalogue.time_limits import TimeLimit
from api.code_pattern import fill_in
from api.config import current_settings
from api.dossiers.events import chain_mac, history_seal
from api.dossiers.lifecycle import FINISHED, Status
from api.dossiers.models import CodeCounter, Dossier, DossierEvent, DossierNote, DossierPause, RegisterCounter
from api.extensions import Base, db, insert
from api.simulation_stories import REASONS, STORIES, Scene, Story, WorkingTime, local_day
from api.simulation_surroundings import InventedOffice, InventedOfficer, OfferedProcedure, phone_of

WALK_INS: Final = 0.35
LATE: Final = 0.04

_OWNER_POSITION: Final = "Người nộp hồ sơ"
_NAMES: Final = ("Nguyễn Văn Mẫu", "Trần Thị Mẫu", "Lê Văn Ví Dụ", "Phạm Thị Minh Họa")
_SUBMISSION_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # as in dossiers.numbers

_PAUSES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "request_supplement": ("supplement", {"requirement_ids": []}),
    "request_payment": ("payment", {"amount_vnd": 8000}),
}
"""Actions that stop the clock, with the reason of the pause and the facts of the event."""
_RESUMES: Final = frozenset({"accept_supplement", "confirm_payment"})


class _Beginning(NamedTuple):
    """A dossier to write; its first scene is at `at`, in working time `position`."""

    number: int
    position: float
    at: datetime
    story: Story
    office: InventedOffice


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


@dataclass(frozen=True)
class _Numbers:
    """The last numbers given: codes by office and day, places in the register by office and year."""

    codes: dict[tuple[int, date], int]
    register: dict[tuple[int, int], int]


@dataclass
class Writer:
    """Makes up dossiers and writes them, a batch at a time."""

    dice: Random
    working_time: WorkingTime
    calendar: WorkingCalendar
    offices: Sequence[InventedOffice]
    procedures: Sequence[OfferedProcedure]
    citizens: Sequence[uuid.UUID]
    benchmark_every: int
    first_number: int
    events_written: int = 0

    def __post_init__(self) -> None:
        self.key = current_settings().key("event-chain")
        self.seal_key = current_settings().key("history-seal")
        self.code_pattern = current_settings().dossier_code_pattern
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
        received = [(one.office, local_day(one.at)) for one in batch if one.story.is_received]
        numbers = _Numbers(
            _reserve(CodeCounter, "day", Counter((office.id, day) for office, day in received)),
            _reserve(RegisterCounter, "year", Counter((office.id, day.year) for office, day in received)),
        )
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

    def _draft(self, beginning: _Beginning, numbers: _Numbers, rows: _Rows) -> _Draft:
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
            "applicant_phone": None if citizen is None else phone_of(citizen),
            "body_hash": f"{dice.getrandbits(256):064x}",
            "submitted_at": submitted_at,
        }
        return _Draft(self, beginning, offered.limits[row["channel"]], row, numbers, rows)

    def _submission_number(self, at: datetime) -> str:
        return f"NOP-{local_day(at):%y%m%d}-{''.join(self.dice.choices(_SUBMISSION_LETTERS, k=8))}"

    def _citizen(self) -> int:
        """Anybody, or for a tenth of the dossiers one of the few who hand in for many; 0 is the benchmark's."""
        few = max(2, len(self.citizens) // 100)
        return self.dice.randrange(1, few if self.dice.random() < 0.1 else len(self.citizens))


@dataclass
class _Draft:
    """One dossier while it is being made up; what it does corresponds to `actions` and `submission`."""

    writer: Writer
    beginning: _Beginning
    limit: TimeLimit | None
    row: dict[str, Any]
    numbers: _Numbers
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

    def _receive(self, by: InventedOfficer, at: datetime) -> dict[str, Any]:
        row, office, day = self.row, self.beginning.office, local_day(at)
        self.numbers.codes[office.id, day] += 1
        self.numbers.register[office.id, day.year] += 1
        row["code"] = fill_in(
            self.writer.code_pattern, agency=office.code, day=day, number=self.numbers.codes[office.id, day]
        )
        row["register_year"], row["register_number"] = day.year, self.numbers.register[office.id, day.year]
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
        seen.mac = self.mac
        self.row["history_seal"] = history_seal(seen, key=self.writer.seal_key)
        self.rows.events.append(event)

    def _note(self, action: str) -> str | None:
        """The salted hash of the action's reason, None where the action needs none."""
        words = REASONS.get(action)
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
    "supplement_proposed": False,
    "withdrawal_requested": False,
    "drafted": False,
    "sent_back": False,
    "checked": False,
    "signed": False,
    "stamped": False,
    "secret_version": 1,
}
"""A dossier's columns before anything is known of it."""


def _reserve(
    counter: type[CodeCounter | RegisterCounter], period: str, wanted: Mapping[tuple[int, Any], int]
) -> dict[tuple[int, Any], int]:
    """Take as many numbers as are wanted from the counters of an office and its `period` (a column: day or year).

    Answers the last number given before them. As in `numbers.py` one statement does it, so that a reception at the
    same moment gets a number of its own.
    """
    if not wanted:
        return {}
    table = cast(Table, counter.__table__)
    keys = [table.c.agency_id, table.c[period]]
    statement = insert(counter)
    statement = statement.on_conflict_do_update(
        index_elements=keys, set_={"last": table.c.last + statement.excluded.last}
    ).returning(*keys, table.c.last)
    rows = [
        {"agency_id": agency_id, period: when, "last": count}
        for (agency_id, when), count in sorted(wanted.items())
    ]
    found = db.session.execute(statement, rows)
    return {(agency_id, when): last - wanted[agency_id, when] for agency_id, when, last in found}


def _insert(model: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(plain_insert(cast(Table, model.__table__)), rows)
