"""The list of files that a dossier is handed in with, held against what the server really has.

For the folders above: `finish_pending` before the write unit, then inside it `check_manifest` and, when
nothing is wrong, `claim`. Nothing here commits a claim by itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.documents import parts
from api.documents.completion import finish
from api.documents.models import Upload
from api.documents.storage import store
from api.errors import field_error
from api.extensions import db, lock
from api.field_messages import Sentence

_STORED_SIZES = "sizes in the store"  # session.info: storage key → bytes, None for a file that is not there


@dataclass(frozen=True, kw_only=True)
class ManifestEntry:
    """A file as the phone knows it: which paper it is, the size and the SHA-256 that the phone computed."""

    requirement_id: str
    upload_id: uuid.UUID
    sha256: str
    size: int


# code → the entry's field that it is about, and what is said
SENTENCES: dict[str, tuple[str, Sentence]] = {
    sentence.code: (field_name, sentence)
    for field_name, sentence in (
        (
            "upload_id",
            Sentence(
                "upload_named_twice",
                vi="Một tệp được kê hai lần. Xin bỏ bớt một dòng.",
                en="The same file is listed twice. Please remove one of the lines.",
            ),
        ),
        (
            "upload_id",
            Sentence(
                "upload_unknown",
                vi="Máy chủ không có tệp này. Xin gửi lại tệp.",
                en="The server does not have this file. Please send it again.",
            ),
        ),
        (
            "upload_id",
            Sentence(
                "upload_already_used",
                vi="Tệp này đã nằm trong một hồ sơ khác. Xin gửi tệp mới cho hồ sơ này.",
                en="This file already belongs to another dossier. Please send a new one for this dossier.",
            ),
        ),
        (
            "size",
            Sentence(
                "size_differs",
                vi="Tệp trên máy chủ có {expected} byte, tệp trong máy ông/bà có {stated} byte. Xin gửi lại tệp.",
                en="The file on the server has {expected} bytes, yours has {stated}. Please send it again.",
            ),
        ),
        (
            "upload_id",
            Sentence(
                "upload_incomplete",
                vi="Tệp chưa gửi xong: đã nhận {received} trên {expected} byte. Ứng dụng cần gửi tiếp phần còn thiếu.",
                en="The file has not arrived completely: {received} of {expected} bytes. Send the rest.",
            ),
        ),
        (
            "sha256",
            Sentence(
                "sha256_differs",
                vi="Nội dung tệp trên máy chủ khác với tệp trong máy ông/bà. Xin gửi lại tệp.",
                en="The content of the file on the server differs from yours. Please send it again.",
            ),
        ),
        (
            "upload_id",
            Sentence(
                "file_missing_in_store",
                vi="Hệ thống làm mất tệp này, không phải lỗi của ông/bà. Xin gửi lại tệp.",
                en="The system has lost this file; this is not your fault. Please send it again.",
            ),
        ),
    )
}


@dataclass(frozen=True)
class FileProblem:
    """What is wrong with one entry. `code` is a key of SENTENCES, `numbers` are bytes.

    `found_sha256` is what the server has in place of the stated one; `file_name` tells people which file it is.
    """

    index: int
    entry: ManifestEntry
    code: str
    numbers: dict[str, int] = field(default_factory=dict)
    found_sha256: str | None = None
    file_name: str | None = None

    def sentence(self, wanted: str) -> str:
        return SENTENCES[self.code][1].format(**self.numbers).words(wanted)

    def to_json(self) -> dict[str, Any]:
        """As an item of a problem document's `errors`, in the reader's language."""
        field_name, sentence = SENTENCES[self.code]
        return {
            "index": self.index,
            **field_error(f"documents.{self.index}.{field_name}", sentence, **self.numbers),
            "requirement_id": self.entry.requirement_id,
            "upload_id": str(self.entry.upload_id),
            "file_name": self.file_name,
            **self.numbers,
            **({"stated": self.entry.sha256, "found": self.found_sha256} if self.found_sha256 else {}),
        }


def finish_pending(upload_ids: Iterable[uuid.UUID]) -> None:
    """Finish what has all its bytes but was cut off before the database said so; before the write unit.

    Asks the store for what is finished as well, and leaves the answers in the session: the store may be far away, and
    nothing slow belongs into the unit in which `check_manifest` needs them. Raises what `finish` raises, and
    StoreUnreachable; an upload that is absent or still on its way is left to `check_manifest`.
    """
    sizes: dict[str, int | None] = {}
    for upload_id in dict.fromkeys(upload_ids):
        upload = finish(upload_id)
        if upload is not None and upload.storage_key:
            sizes[upload.storage_key] = _stored_size(upload.storage_key)
    db.session().info[_STORED_SIZES] = sizes


def check_manifest(
    entries: Sequence[ManifestEntry], *, owner: str, dossier_id: uuid.UUID
) -> list[FileProblem]:
    """Everything that keeps the entries from becoming papers of the dossier, at most one problem an entry.

    Belongs into the caller's write unit: the uploads stay locked until it ends, so a good answer stays true.
    Uploads that the dossier already has are fine, so that handing in can be repeated.
    """
    uploads = _locked(entries)
    known = db.session().info.pop(_STORED_SIZES, {})
    problems, seen = [], set()
    for index, entry in enumerate(entries):
        if entry.upload_id in seen:
            problems.append(FileProblem(index, entry, "upload_named_twice"))
            continue
        seen.add(entry.upload_id)
        upload = uploads.get(entry.upload_id)
        found = _problem(entry, upload, owner=owner, dossier_id=dossier_id, known_sizes=known)
        if found is None:
            continue
        code, numbers = found
        is_own = upload is not None and upload.owner == owner  # of another's nothing is told, not even a name
        problems.append(
            FileProblem(
                index,
                entry,
                code,
                numbers,
                found_sha256=upload.sha256 if upload and code == "sha256_differs" else None,
                file_name=upload.file_name if upload and is_own else None,
            )
        )
    return problems


def claim(entries: Sequence[ManifestEntry], *, owner: str, dossier_id: uuid.UUID) -> list[Upload]:
    """Tie the uploads to the dossier, in the order of the entries; after `check_manifest`, in its write unit.

    Raises ValueError for what `check_manifest` would have found about owner, completeness and another
    dossier.
    """
    db.session.flush()  # the dossier's own row must be there before anything points to it
    uploads = _locked(entries)
    claimed = []
    for entry in entries:
        upload = uploads.get(entry.upload_id)
        if upload is None or upload.owner != owner or upload.finished_at is None:
            raise ValueError(f"upload {entry.upload_id} cannot be claimed")
        if upload.dossier_id not in (None, dossier_id):
            raise ValueError(f"upload {entry.upload_id} belongs to another dossier")
        upload.dossier_id, upload.expires_at = dossier_id, None
        claimed.append(upload)
    return claimed


def _locked(entries: Sequence[ManifestEntry]) -> dict[uuid.UUID, Upload]:
    """The uploads by id, locked in one order everywhere so that two hand-ins cannot wait for each other."""
    wanted = sorted({entry.upload_id for entry in entries})
    found = ((upload_id, lock(Upload, upload_id)) for upload_id in wanted)
    return {upload_id: upload for upload_id, upload in found if upload is not None}


def _problem(
    entry: ManifestEntry,
    upload: Upload | None,
    *,
    owner: str,
    dossier_id: uuid.UUID,
    known_sizes: dict[str, int | None],
) -> tuple[str, dict[str, int]] | None:
    if upload is None or upload.owner != owner:
        return "upload_unknown", {}
    if upload.dossier_id not in (None, dossier_id):
        return "upload_already_used", {}
    if entry.size != upload.size:
        return "size_differs", {"expected": upload.size, "stated": entry.size}
    if upload.finished_at is None:
        return "upload_incomplete", {"received": parts.received_bytes(upload.id), "expected": upload.size}
    if entry.sha256.lower() != upload.sha256:
        return "sha256_differs", {}
    key = upload.storage_key or ""
    # Asked for now only where the upload had not been finished yet when `finish_pending` looked.
    if not key or (known_sizes[key] if key in known_sizes else _stored_size(key)) != upload.size:
        return "file_missing_in_store", {}
    return None


def _stored_size(key: str) -> int | None:
    try:
        return store().size(key)
    except FileNotFoundError:
        return None
