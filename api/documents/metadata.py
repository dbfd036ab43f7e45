"""What a client says about a file when it creates the upload (tus 1.0.0, 'Upload-Metadata'). Pure.

The name is kept for people to read and never used as a path; the type is checked against the list here and
against the bytes when they are all there.
"""

from __future__ import annotations

import base64
import unicodedata
from dataclasses import dataclass

from api.documents.errors import FileTypeNotAllowed, UploadMetadataInvalid
from api.documents.file_types import ALLOWED

MAX_NAME = 255
# Controls, format characters (right-to-left marks and overrides are among them), surrogates, private,
# unassigned, line and paragraph separators: they hide or reorder what an officer would read.
_UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True)
class Metadata:
    """`file_name` is clean for display, '' when none was given; `declared_type` is one of ALLOWED or ''."""

    file_name: str = ""
    declared_type: str = ""

    def header(self) -> str:
        """As Upload-Metadata, for HEAD: what the server kept, so the name in its clean form."""
        pairs = (("filename", self.file_name), ("filetype", self.declared_type))
        return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs if value)


def read_metadata(header: str | None) -> Metadata:
    """Read the header. Raises UploadMetadataInvalid, and FileTypeNotAllowed for a type outside the list.

    Keys other than `filename` and `filetype` may be there and are not kept.
    """
    values = _pairs(header) if header else {}
    try:
        name, declared = (values.get(key, b"").decode() for key in ("filename", "filetype"))
    except UnicodeDecodeError as error:
        raise UploadMetadataInvalid from error
    declared = declared.partition(";")[0].strip().lower()
    if declared and declared not in ALLOWED:
        raise FileTypeNotAllowed
    return Metadata(file_name=clean_file_name(name), declared_type=declared)


def clean_file_name(name: str) -> str:
    """The last part of a path without what cannot be shown, at most MAX_NAME characters, its ending kept."""
    name = unicodedata.normalize("NFC", name)
    name = "".join(char for char in name if unicodedata.category(char) not in _UNSHOWABLE)
    name = name.replace("\\", "/").rpartition("/")[2]
    name = " ".join(name.split()).strip(". ")
    if len(name) <= MAX_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:MAX_NAME]
    return stem[: MAX_NAME - len(ending) - 1] + dot + ending


def _pairs(header: str) -> dict[str, bytes]:
    """'key base64,key base64' → values. A key without a value stands for an empty one."""
    values: dict[str, bytes] = {}
    for pair in header.split(","):
        key, _, encoded = pair.strip(" ").partition(" ")
        if not key or not key.isascii() or not key.isprintable() or key in values:
            raise UploadMetadataInvalid
        try:
            values[key] = base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise UploadMetadataInvalid from error
    return values
