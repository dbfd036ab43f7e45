"""Import a catalogue file (data/README.md): all of it or nothing, and importing it again changes nothing.

First the whole file is read and checked, without a lock, and what may be written is put aside in a temporary
file, so that neither memory nor the time the database is locked grows with the texts. Then, in one write
unit, only what is new or changed is written. A changed record becomes a new version of its procedure, the old
one stays for the dossiers that came under it.

A procedure that the file no longer lists is withdrawn (`listed` false), never deleted. One that is absent
from the file is withdrawn only when the operator says that the file is complete, or when few are absent: a
file that lacks many is most likely a part.

Origins: the starter catalogue, which ships with the program, never replaces what came from the national one;
a national record takes over a starter one.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any, TypeVar

import orjson
from sqlalchemy import insert, select, update

from api.catalogue.import_files import Faults, Progress, UnreadableFile, lines
from api.catalogue.models import Procedure, ProcedureVersion
from api.catalogue.records import BrokenRecord, Record, parse_record, suspicions
from api.catalogue.state import bump, lock_state
from api.catalogue.versions import end_versions, first_and_last_day, reopen_versions
from api.extensions import db, write_unit

_BATCH = 250
# One absent procedure in ten is still taken for a withdrawal.
_WHOLE_FILE_LACKS_AT_MOST = 10

T = TypeVar("T")


@dataclass
class ImportReport:
    """What an import did, or would do.

    `suspicious` holds (code, reasons). A sibling group holds the codes of procedures with identical steps, most
    of them honestly so.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    kept_absent: int = 0
    listed_before: int = 0
    suspicious: list[tuple[str, list[str]]] = field(default_factory=list)
    sibling_groups: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A checked record put aside at `offset` of the temporary file."""

    code: str
    listed: bool
    content_hash: str
    offset: int


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    origin: str
    listed: bool
    number: int
    content_hash: str | None


@dataclass
class _Plan:
    new: list[_Entry] = field(default_factory=list)
    new_text: list[tuple[_Entry, _Known]] = field(default_factory=list)
    # Listed again or no more, or taken over from the starter.
    same_text: list[tuple[_Entry, _Known]] = field(default_factory=list)
    absent: list[_Known] = field(default_factory=list)

    @property
    def changes_something(self) -> bool:
        return bool(self.new or self.new_text or self.same_text or self.absent)


def import_catalogue(
    path: Path,
    *,
    origin: str = "national",
    complete: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import the .jsonl or .jsonl.gz file at `path`; with `dry_run` only say what would happen.

    Raises ImportRefused, with every fault of the file, and then nothing has changed.
    """
    report = ImportReport()
    with tempfile.TemporaryFile() as aside:
        entries = _check(path, aside, report, progress)
        if dry_run:
            _compare(entries, report, origin=origin, complete=complete)
            return report
        with write_unit():
            state = lock_state()
            plan = _compare(entries, report, origin=origin, complete=complete)
            if plan.changes_something:
                _write(plan, aside, origin=origin)
                bump(state)
    db.session.expire_all()  # rows were written beside the objects of the session
    return report


def _check(path: Path, aside: IO[bytes], report: ImportReport, progress: Progress | None) -> list[_Entry]:
    faults = Faults()
    entries: list[_Entry] = []
    first_line: dict[str, int] = {}
    siblings: defaultdict[bytes, list[str]] = defaultdict(list)
    try:
        for number, line in lines(path, progress):
            try:
                record = parse_record(_decoded(line))
            except BrokenRecord as broken:
                faults.add(number, broken.reason)
                continue
            if record.code in first_line:
                faults.add(
                    number, f"the code {record.code!r} stands in line {first_line[record.code]} already"
                )
                continue
            first_line[record.code] = number
            entries.append(_Entry(record.code, record.listed, record.content_hash, aside.tell()))
            aside.write(_aside(record))
            if doubts := suspicions(record):
                report.suspicious.append((record.code, doubts))
            if record.steps_digest:
                siblings[record.steps_digest].append(record.code)
    except UnreadableFile as broken_file:
        faults.add(*broken_file.problem)
    if not entries and not faults.count:
        faults.add(1, "the file holds no record")
    faults.raise_any()
    report.sibling_groups = [codes for codes in siblings.values() if len(codes) > 1]
    return entries


def _decoded(line: bytes) -> object:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        try:
            line.decode()
        except UnicodeDecodeError as place:
            raise BrokenRecord(f"not UTF-8 at byte {place.start + 1} of the line") from error
        raise BrokenRecord(f"no JSON: {error}") from error


def _compare(entries: list[_Entry], report: ImportReport, *, origin: str, complete: bool) -> _Plan:
    known = _known()
    plan = _Plan()
    for entry in entries:
        old = known.get(entry.code)
        if old is None:
            report.new += 1
            plan.new.append(entry)
            continue
        if origin == "starter" and old.origin == "national":
            report.unchanged += 1
            continue
        same_text = old.content_hash == entry.content_hash
        if old.listed and not entry.listed:
            report.withdrawn += 1
        elif same_text and old.listed == entry.listed:
            report.unchanged += 1
        else:
            report.changed += 1
        if not same_text:
            plan.new_text.append((entry, old))
        elif (old.listed, old.origin) != (entry.listed, origin):
            plan.same_text.append((entry, old))
    _compare_absent(entries, known, plan, report, origin=origin, complete=complete)
    return plan


def _compare_absent(
    entries: list[_Entry],
    known: dict[str, _Known],
    plan: _Plan,
    report: ImportReport,
    *,
    origin: str,
    complete: bool,
) -> None:
    present = {entry.code for entry in entries}
    listed = {code: old for code, old in known.items() if old.origin == origin and old.listed}
    report.listed_before = len(listed)
    absent = [old for code, old in listed.items() if code not in present]
    if complete or len(absent) * _WHOLE_FILE_LACKS_AT_MOST <= len(listed):
        report.withdrawn += len(absent)
        plan.absent = absent
    else:
        report.kept_absent = len(absent)


def _known() -> dict[str, _Known]:
    statement = select(
        Procedure.code,
        Procedure.id,
        Procedure.origin,
        Procedure.listed,
        ProcedureVersion.number,
        ProcedureVersion.content_hash,
    ).outerjoin(Procedure.current_version)
    return {
        code: _Known(id, origin, listed, number or 0, content_hash)
        for code, id, origin, listed, number, content_hash in db.session.execute(statement)
    }


def _write(plan: _Plan, aside: IO[bytes], *, origin: str) -> None:
    for batch in _batches(plan.new):
        read = {entry.code: _read(aside, entry) for entry in batch}
        rows = [{**read[entry.code]["columns"], "listed": entry.listed, "origin": origin} for entry in batch]
        added = db.session.execute(insert(Procedure).returning(Procedure.code, Procedure.id), rows)
        ids = dict(added.all())
        _add_versions((ids[entry.code], 1, entry, read[entry.code]["content"]) for entry in batch)
    for changed in _batches(plan.new_text):
        texts = [(entry, old, _read(aside, entry)) for entry, old in changed]
        db.session.execute(
            update(Procedure),
            [
                {"id": old.id, **text["columns"], "listed": entry.listed, "origin": origin}
                for entry, old, text in texts
            ],
        )
        end_versions([old.id for _, old in changed])
        _add_versions((old.id, old.number + 1, entry, text["content"]) for entry, old, text in texts)
    for same in _batches(plan.same_text):
        end_versions([old.id for entry, old in same if not entry.listed])
        reopen_versions([old.id for entry, old in same if entry.listed and not old.listed])
    for absent in _batches(plan.absent):
        end_versions([old.id for old in absent])
    if plan.same_text:
        db.session.execute(
            update(Procedure),
            [{"id": old.id, "listed": entry.listed, "origin": origin} for entry, old in plan.same_text],
        )
    if plan.absent:
        db.session.execute(update(Procedure), [{"id": old.id, "listed": False} for old in plan.absent])


def _batches(items: list[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _add_versions(versions: Iterable[tuple[int, int, _Entry, dict[str, Any]]]) -> None:
    rows = [
        {
            "procedure_id": procedure_id,
            "number": number,
            "content_hash": entry.content_hash,
            "content": content,
            **first_and_last_day(number, listed=entry.listed),
        }
        for procedure_id, number, entry, content in versions
    ]
    added = db.session.execute(
        insert(ProcedureVersion).returning(ProcedureVersion.procedure_id, ProcedureVersion.id), rows
    )
    db.session.execute(
        update(Procedure),
        [{"id": procedure_id, "current_version_id": version_id} for procedure_id, version_id in added],
    )


def _aside(record: Record) -> bytes:
    return orjson.dumps(
        {"columns": record.columns, "content": record.content}, option=orjson.OPT_APPEND_NEWLINE
    )


def _read(aside: IO[bytes], entry: _Entry) -> dict[str, Any]:
    aside.seek(entry.offset)
    kept: dict[str, Any] = orjson.loads(aside.readline())
    return kept
