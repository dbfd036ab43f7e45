"""A photograph made safe to keep and to show: decoded, upright, shrunk, written anew as a JPEG without its EXIF.

What is not a picture does not survive this, and where and by whom it was taken stays with whoever took it.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from api.config import current_settings
from api.documents.errors import FileEmpty, FileTooLarge, PictureUnreadable, StorageFull, is_no_room
from api.documents.storage import key_for, store

MOST_BYTES: Final = 8 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000  # a bomb of a few kilobytes may claim any size
LONGEST_SIDE: Final = 1_600
_FORMATS = ("JPEG", "PNG", "WEBP")


def clean_picture(data: bytes) -> bytes:
    """The picture as a JPEG of at most LONGEST_SIDE pixels.

    Raises FileEmpty, FileTooLarge, or PictureUnreadable for what is no JPEG, PNG or WebP, is broken, or has more than
    MOST_PIXELS.
    """
    if not data:
        raise FileEmpty
    if len(data) > MOST_BYTES:
        raise FileTooLarge(max_mb=MOST_BYTES // 1024**2)
    output = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureUnreadable
            picture.draft("RGB", _target(picture))  # a large JPEG is decoded at a fraction of its size
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            upright.save(output, "JPEG", quality=80, optimize=True)
    except PictureUnreadable:
        raise
    # Pillow's decoders raise nearly anything at what is broken on purpose; all of it means the same.
    except Exception as error:
        raise PictureUnreadable from error
    return output.getvalue()


def keep_picture(cleaned: bytes) -> str:
    """Store a cleaned picture and answer its storage key. Raises StorageFull."""
    key = key_for(hashlib.sha256(cleaned).hexdigest())
    folder = current_settings().data_dir / "uploads"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, name = tempfile.mkstemp(dir=folder, suffix=".picture")
        try:
            with os.fdopen(descriptor, "wb") as draft:
                draft.write(cleaned)
            store().put_file(Path(name), key)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        if is_no_room(error):
            raise StorageFull from error
        raise
    return key


def _target(picture: Image.Image) -> tuple[int, int]:
    """The size after shrinking, in the picture's own proportions: with a square box `draft` does nothing."""
    scale = min(1.0, LONGEST_SIDE / max(picture.size))
    return max(1, int(picture.width * scale)), max(1, int(picture.height * scale))
