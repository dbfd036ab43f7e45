"""A photograph's copies: one cleaned for the officer, one for the screen, one for a list. Runs in the sandbox.

Only pixels are written anew: what stood beside them (place, time, device, whatever was hidden behind the end of the
picture) stays with the original. Upright first, then stripped: the turn stands in what is stripped.
"""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps

from api.documents.legibility import warnings_about

MOST_PIXELS: Final = 50_000_000
CLEAN_SIDE: Final = 2_000  # as the phone makes them: A4 at 170 dots an inch
SCREEN_SIDE: Final = 1_200
THUMBNAIL_SIDE: Final = 320
_FORMATS: Final = {
    "image/jpeg": ("JPEG",),
    "image/png": ("PNG",),
    "image/webp": ("WEBP",),
    "image/heic": ("HEIF",),
    "image/heif": ("HEIF",),
}
_DRAFT_MODES: Final = {"L": "L", "CMYK": "CMYK"}  # a draft in RGB would lose the colours of CMYK


def make_copies(path: Path, media_type: str, folder: Path) -> dict[str, Any]:
    """Write clean.jpg, screen.webp and thumbnail.webp into `folder` and say what they are.

    Raises whatever Pillow raises at a picture that is broken. `outcome` is 'not_shown' for HEIC where no decoder
    is installed.
    """
    if _FORMATS[media_type] == ("HEIF",):
        if importlib.util.find_spec("pillow_heif") is None:
            return {"outcome": "not_shown"}
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # Pillow warns above it and raises at twice as many
    with Image.open(path, formats=_FORMATS[media_type]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            return {"outcome": "unreadable", "why": "too many pixels"}
        profile = opened.info.get("icc_profile")
        opened.draft(_DRAFT_MODES.get(opened.mode, "RGB"), _fitted(opened.size, CLEAN_SIDE))
        upright = _upright(opened)
    picture = _in_srgb(upright, profile)
    files = {
        "clean": _write(folder / "clean.jpg", picture, "JPEG", quality=85, optimize=False),
        **write_views(picture, folder),
    }
    warnings, sharpness = warnings_about(picture)
    return {
        "outcome": "ready",
        "files": files,
        "legibility": [{"code": code, "page": None} for code in warnings],
        "sharpness": sharpness,
        "width": picture.width,
        "height": picture.height,
    }


def write_views(picture: Image.Image, folder: Path) -> dict[str, dict[str, Any]]:
    """The screen-size copy and the thumbnail of an upright picture in sRGB."""
    screen = picture.copy()
    screen.thumbnail((SCREEN_SIDE, SCREEN_SIDE), reducing_gap=2.0)
    small = screen.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return {
        "screen": _write_screen(screen, folder),
        "thumbnail": _write(folder / "thumbnail.webp", small, "WEBP", quality=70, method=2),
    }


def write_screen(picture: Image.Image, folder: Path) -> str:
    """The screen-size copy alone; answers the name of its file."""
    name: str = _write_screen(picture, folder)["name"]
    return name


def _write_screen(picture: Image.Image, folder: Path) -> dict[str, Any]:
    return _write(folder / "screen.webp", picture, "WEBP", quality=75, method=1)


def _upright(opened: Image.Image) -> Image.Image:
    """Shrunk before it is turned and recoloured, which costs by the pixel."""
    opened.load()
    shrunk = _eight_bits(opened)
    if max(shrunk.size) > CLEAN_SIDE:
        if shrunk.mode in ("P", "1", "PA"):
            shrunk = shrunk.convert("RGBA")
        shrunk = shrunk.resize(_fitted(shrunk.size, CLEAN_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    # The turn is read from the file's own EXIF, which a picture made anew no longer has.
    turn = opened.getexif().get(0x0112, 1)
    method = _TURNS.get(turn)
    return shrunk if method is None else shrunk.transpose(method)


_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits, as scanners write it, brought down to 8: converting it alone would cut it off at white."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    return ImageOps.autocontrast(picture.convert("L")) if picture.mode == "F" else picture


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB or grey in the colours every screen means, on white where it was transparent."""
    if picture.mode in ("RGBA", "LA", "P", "PA") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered).convert("RGB")
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" in ImageCms.getProfileDescription(source):
                return picture.convert("RGB")
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
            if converted is not None:
                picture = converted
        except (
            ImageCms.PyCMSError,
            OSError,
        ):  # a profile for other colours, or none at all: the picture still counts
            pass
    clean = picture if picture.mode in ("RGB", "L") else picture.convert("RGB")
    clean.info = {}  # Pillow writes some of it back by itself
    return clean


def _fitted(size: tuple[int, int], side: int) -> tuple[int, int]:
    """In the picture's own proportions: with a square box `draft` does nothing."""
    scale = min(1.0, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _write(path: Path, picture: Image.Image, kind: str, **options: Any) -> dict[str, Any]:
    """Encoded in memory: Pillow's encoders hide why a disk refused."""
    encoded = io.BytesIO()
    picture.save(encoded, kind, **options)
    path.write_bytes(encoded.getbuffer())
    return {"name": path.name, "media_type": Image.MIME[kind], "size": encoded.tell()}
