"""Are all files there that the database speaks of, and does anybody need those that are there?

Files and rows are compared in portions, by the first digits of the SHA-256, so that memory does not grow with their
number. The service may run meanwhile: what looks wrong is looked at once more before it is called so, and what
is younger than a day may have its row on the way.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from api.documents import parts
from api.documents.errors import StoredFileDamaged
from api.documents.models import Upload
from api.documents.references import (
    Concerned,
    concerned_by,
    count_references,
    is_referred,
    referred_under,
)
from api.documents.removal import remove_unreferenced
from api.documents.storage import Stored, key_for, sha256_of, store
from api.documents.storage_keys import is_key
from api.extensions import db

ORPHANS_AGE = timedelta(days=1)
HARMFUL = ("file_missing", "size_differs", "hash_differs")
HARMLESS = ("orphan_file", "orphan_part")
_PIECE_BYTES = 1024 * 1024
_ROWS_AT_ONCE = 500
_DIGITS = "0123456789abcdef"
_PAIRS = [first + second for first in _DIGITS for second in _DIGITS]  # also the folders of a store
_MANY_ROWS = 200_000


@dataclass
class Findings:
    """`found` are (code, what it is about) with the codes of HARMFUL and HARMLESS; `concerned` are the uploads that
    each harmful line is about. `younger` counts what nobody refers to yet, `foreign` what is not ours; both stay.
    """

    stored_files: int = 0
    part_files: int = 0
    removed: int = 0
    younger: int = 0
    foreign: int = 0
    found: list[tuple[str, str]] = field(default_factory=list)
    concerned: dict[str, Sequence[Concerned]] = field(default_factory=dict)

    def add_harm(self, code: str, sha256: str, by: Iterable[str]) -> None:
        about = f"{key_for(sha256)} ({', '.join(sorted(set(by))) or 'nobody'})"
        self.found.append((code, about))
        self.concerned[about] = concerned_by(sha256)

    def counts(self) -> dict[str, int]:
        codes = Counter(code for code, _ in self.found)
        return {
            "stored_files": self.stored_files,
            "part_files": self.part_files,
            **{code: codes[code] for code in (*HARMFUL, *HARMLESS)},
            "removed": self.removed,
            "younger_left_alone": self.younger,
            "foreign_left_alone": self.foreign,
        }

    def is_harm_done(self) -> bool:
        return any(code in HARMFUL for code, _ in self.found)


def check(*, with_hashes: bool, remove_orphans: bool, at: datetime) -> Findings:
    """Raises StoreUnreachable. Outside of write units."""
    findings = Findings()
    for prefix in _portions():
        db.session.rollback()  # a fresh look at the rows for each portion, and no transaction for hours
        _check_stored(prefix, findings, with_hashes=with_hashes, remove=remove_orphans, at=at)
    findings.foreign += store().count_others()
    _check_parts(findings, remove=remove_orphans, at=at)
    if remove_orphans:
        findings.removed += store().remove_drafts(before=at - ORPHANS_AGE)
    return findings


def _portions() -> list[str]:
    """By one digit, or by two when one portion would be too many rows: each asks the database once a column."""
    return list(_DIGITS if count_references() < _MANY_ROWS else _PAIRS)


def _check_stored(prefix: str, findings: Findings, *, with_hashes: bool, remove: bool, at: datetime) -> None:
    folders = [pair for pair in _PAIRS if pair.startswith(prefix)]
    there: dict[str, Stored] = {}
    for stored in (found for folder in folders for found in store().list(folder)):
        if is_key(stored.key):
            there[sha256_of(stored.key)] = stored
        else:
            findings.foreign += 1
    findings.stored_files += len(there)
    referred: dict[str, list[str]] = {}
    for one in referred_under(prefix):
        referred.setdefault(one.sha256, []).append(one.by)
        size = there[one.sha256].size if one.sha256 in there else _size_now(one.sha256)
        if size is None:
            findings.add_harm("file_missing", one.sha256, [one.by])
        elif one.size is not None and one.size != size:
            findings.add_harm("size_differs", one.sha256, [one.by])
    for sha256, stored in there.items():
        if with_hashes and not _is_whole(stored):
            findings.add_harm("hash_differs", sha256, referred.get(sha256, []))
        if sha256 in referred or is_referred(sha256):
            continue
        if stored.modified_at >= at - ORPHANS_AGE:
            findings.younger += 1
            continue
        findings.found.append(("orphan_file", stored.key))
        if remove:
            findings.removed += remove_unreferenced(sha256, put_before=at - ORPHANS_AGE)


def _size_now(sha256: str) -> int | None:
    """It may have been stored after the list was made."""
    try:
        return store().size(key_for(sha256))
    except FileNotFoundError:
        return None


def _is_whole(stored: Stored) -> bool:
    try:
        with store().open(stored.key) as stream:
            while stream.read(_PIECE_BYTES):
                pass
    except StoredFileDamaged:
        return False
    except FileNotFoundError:  # removed meanwhile
        pass
    return True


def _check_parts(findings: Findings, *, remove: bool, at: datetime) -> None:
    """Part files of uploads that are finished or unknown, and whatever else killed processes left beside them."""
    beside = sorted(parts.folder().iterdir())
    findings.foreign += sum(not path.suffix for path in beside)  # no name that we give
    for paths in _in_portions([path for path in beside if path.suffix]):
        ids = {path: _upload_id(path) for path in paths if path.name != parts.STORE_LOCK}
        wanted = [upload_id for upload_id in ids.values() if upload_id is not None]
        unfinished = set(
            db.session.execute(
                select(Upload.id).where(Upload.id.in_(wanted), Upload.finished_at.is_(None))
            ).scalars()
        )
        findings.part_files += sum(path.suffix == ".part" for path in ids)
        for path, upload_id in ids.items():
            if upload_id in unfinished:
                continue
            if not _is_old(path, at=at):
                findings.younger += 1
            else:
                findings.found.append(("orphan_part", path.name))
                if remove:
                    path.unlink(missing_ok=True)
                    findings.removed += 1


def _in_portions(paths: list[Path]) -> Iterator[list[Path]]:
    for start in range(0, len(paths), _ROWS_AT_ONCE):
        yield paths[start : start + _ROWS_AT_ONCE]


def _upload_id(path: Path) -> uuid.UUID | None:
    try:
        return uuid.UUID(path.stem)
    except ValueError:
        return None


def _is_old(path: Path, *, at: datetime) -> bool:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < at - ORPHANS_AGE
    except FileNotFoundError:
        return False
