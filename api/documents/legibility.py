"""Whether a photographed paper can be read: blurred, dark, glaring, too far, too small, a strip, or empty. Warns, never
refuses.

Pure arithmetic on pixels. Sharpness is the variance of the Laplacian at 1,000 pixels after autocontrast, in the
sharpest of 48 tiles: over the whole page two sharp lines of text measure 130, as little as a full page that is
blurred; in their tile 1,900. Drawn pages measured 1,900–4,100 sharp and 100–300 blurred. Motion blur overlaps, which is
why this only ever asks somebody to look again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PIL import Image, ImageFilter, ImageOps, ImageStat

from api.documents.glare import has_patch_of_light
from api.documents.letters import letter_height

COMPARED_SIDE: Final = 1_000
LEAST_SHARPNESS: Final = 350.0
LEAST_SIDE: Final = 700  # pixels of the long side: an A4 page at 60 dots an inch
SLIVER: Final = 8.0  # times as long as wide: the longest slip of a till has five
CLEAR_SIDE: Final = 2_000  # pixels of the long side of a photo as phones send it
LEAST_LETTER: Final = (
    8.0  # pixels of a line's letters at CLEAR_SIDE; 13 points on A4 that fills the frame have 17
)
DARK_MEAN: Final = 60.0  # of 255; paper in a lit room has 120 and more
GLARE_SHARE: Final = 0.04  # of the picture in one block of pure white beside a page that is not
EMPTY_DEVIATION: Final = 3.0
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
_GLARE_CELLS = 40
_TILES = (6, 8)  # across and down


def warnings_about(picture: Image.Image) -> tuple[list[str], float]:
    """(what to look at again, sharpness). Codes: small, sliver, empty, dark, far, glare, blurred. `picture` is L or
    RGB."""
    grey = picture.convert("L")
    found = ["small"] if max(picture.size) < LEAST_SIDE else []
    if not found and max(picture.size) > SLIVER * min(picture.size):
        return ["sliver"], 0.0
    is_far = not found and _letters_are_small(grey)
    grey.thumbnail((COMPARED_SIDE, COMPARED_SIDE))
    light = ImageStat.Stat(grey)
    if light.stddev[0] < EMPTY_DEVIATION:
        return [*found, "empty"], 0.0
    if is_far:
        found.append("far")
    elif light.mean[0] < DARK_MEAN:  # a small paper on a dark table is not in the dark
        found.append("dark")
    if _glares(grey, paper=_median(grey)) or has_patch_of_light(grey):
        found.append("glare")
    if min(grey.size) < 2 * max(_TILES):  # a strip, of which nobody can say
        return found, 0.0
    sharpness = _sharpness(grey)
    if sharpness < LEAST_SHARPNESS:
        found.append("blurred")
    return found, round(sharpness, 1)


def _letters_are_small(grey: Image.Image) -> bool:
    height = letter_height(grey)
    return height is not None and height < LEAST_LETTER * min(1.0, max(grey.size) / CLEAR_SIDE)


def _sharpness(grey: Image.Image) -> float:
    edges = ImageOps.autocontrast(grey).filter(_LAPLACIAN)
    return max(float(ImageStat.Stat(tile).var[0]) for tile in _tiles(edges))


def _tiles(edges: Image.Image) -> Iterator[Image.Image]:
    across, down = _TILES
    width, height = edges.width - 2, edges.height - 2  # a filter leaves the rim alone
    for column in range(across):
        for row in range(down):
            left, top = 1 + width * column // across, 1 + height * row // down
            yield edges.crop((left, top, 1 + width * (column + 1) // across, 1 + height * (row + 1) // down))


def _median(grey: Image.Image) -> int:
    return int(ImageStat.Stat(grey).median[0])


def _glares(grey: Image.Image, *, paper: int) -> bool:
    """A patch burnt to white on paper that is grey in the photo: a lamp in the plastic of a card. A scan is white all
    over and does not glare."""
    if paper > 215:
        return False
    cells = grey.resize((_GLARE_CELLS, _GLARE_CELLS), Image.Resampling.BOX)
    burnt = sum(cells.histogram()[250:])
    return burnt / _GLARE_CELLS**2 >= GLARE_SHARE
