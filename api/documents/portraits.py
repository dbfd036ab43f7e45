"""Pictures of officers for their office's public page: made small and clean, kept in the store by their SHA-256.

Whatever a camera wrote beside the picture (place, time, device) goes, since only its pixels are written anew.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from api.documents.removal import remove_unreferenced
from api.documents.storage import key_for, store

SIZE = (480, 640)  # width and height in pixels: 3 to 4, as on a staff card
LARGEST_BYTES = 200_000
LARGEST_SENT_BYTES = 20_000_000
_MOST_PIXELS = 50_000_000
_QUALITIES = (85, 75, 60, 40)


class UnusablePicture(ValueError):
    """The file is no picture that can be shown; says why."""


def clean_portrait(data: bytes) -> bytes:
    """A JPEG of SIZE, at most LARGEST_BYTES, upright and cut to shape. Raises UnusablePicture."""
    if len(data) > LARGEST_SENT_BYTES:
        raise UnusablePicture(f"larger than {LARGEST_SENT_BYTES // 1_000_000} MB")
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise UnusablePicture(f"more than {_MOST_PIXELS // 1_000_000} million pixels")
            picture.draft("RGB", SIZE)
            upright = _without_transparency(ImageOps.exif_transpose(picture))
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnusablePicture("no JPEG, PNG or WebP picture that can be read") from error
    # A head stands above the middle of a photograph.
    shaped = ImageOps.fit(upright, SIZE, Image.Resampling.LANCZOS, centering=(0.5, 0.3))
    for quality in _QUALITIES:
        output = io.BytesIO()
        shaped.save(output, "JPEG", quality=quality, optimize=True)
        if output.tell() <= LARGEST_BYTES:
            return output.getvalue()
    raise UnusablePicture(f"does not fit into {LARGEST_BYTES // 1000} kB")


def keep_portrait(data: bytes) -> str:
    """Store a cleaned portrait; answers its SHA-256. Raises StorageFull."""
    sha256 = hashlib.sha256(data).hexdigest()
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        file.write(data)
        file.flush()
        store().put_file(Path(file.name), key_for(sha256))
    return sha256


def forget_portrait(sha256: str) -> None:
    """Delete a portrait that nobody shows any more, unless somebody else's row still names the same bytes."""
    remove_unreferenced(sha256)


def read_portrait(sha256: str) -> bytes:
    """The bytes of a stored portrait. Raises FileNotFoundError."""
    with store().open(key_for(sha256)) as file:
        return file.read()


def _without_transparency(picture: Image.Image) -> Image.Image:
    """On white, where it was transparent."""
    if picture.mode in ("RGBA", "LA", "P", "PA"):
        layered = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered).convert("RGB")
    return picture.convert("RGB")
