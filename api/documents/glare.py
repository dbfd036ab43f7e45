"""A patch of light that hides words: burnt white, rounded, with the grey of the paper around it and writing on at least
three of its sides.

Pure, and the same rule as in pwa/src/handin/photo/glare.ts. A white field of a form has corners, a page that is burnt
all over has white paper around its gaps, and a portrait has no words on three sides: those are not said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops

_CELL: Final = 8  # pixels of the picture as it is judged
_BURNT: Final = 250
_LEAST_CELLS: Final = 12
_LARGEST_SHARE: Final = 0.3
_ROUND: Final = (0.4, 0.88)  # of the box around it; a circle has 0.79
_PAPER: Final = (110, 242)
_WRITTEN: Final = 50  # between the darkest and brightest pixel of a cell
_LEAST_WRITTEN: Final = 2


@dataclass(frozen=True)
class _Cells:
    across: int
    down: int
    darkest: bytes
    brightest: bytes


@dataclass(frozen=True)
class _Patch:
    count: int
    left: int
    top: int
    right: int
    bottom: int


def has_patch_of_light(grey: Image.Image) -> bool:
    """`grey` (mode L) is the picture at the size at which it is judged."""
    cells = _cells(grey)
    burnt = {cell for cell, value in enumerate(cells.darkest) if value >= _BURNT}
    while burnt:
        if _hides_words(cells, _patch(cells, burnt)):
            return True
    return False


def _cells(grey: Image.Image) -> _Cells:
    across, down = grey.width // _CELL, grey.height // _CELL
    whole = grey.crop((0, 0, across * _CELL, down * _CELL))
    return _Cells(across, down, _extreme(whole, darkest=True), _extreme(whole, darkest=False))


def _extreme(grey: Image.Image, *, darkest: bool) -> bytes:
    """The darkest or brightest pixel of each cell: halved again and again, each time the one of four neighbours."""
    pick = ImageChops.darker if darkest else ImageChops.lighter
    for _ in range(_CELL.bit_length() - 1):
        # Pixel (x, y) is the one of itself and its right, lower and lower right neighbours; every second one is kept.
        grey = pick(grey, ImageChops.offset(grey, -1, 0))
        grey = pick(grey, ImageChops.offset(grey, 0, -1))
        half = (grey.width // 2, grey.height // 2)
        grey = grey.transform(
            half, Image.Transform.AFFINE, (2, 0, -0.5, 0, 2, -0.5), Image.Resampling.NEAREST
        )
    return grey.tobytes()


def _patch(cells: _Cells, burnt: set[int]) -> _Patch:
    """One patch of cells that hang together, taken out of `burnt`."""
    waiting, found = [burnt.pop()], []
    while waiting:
        cell = waiting.pop()
        found.append(cell)
        x = cell % cells.across
        beside = {cell - 1} if x else set()
        beside |= {cell + 1} if x + 1 < cells.across else set()
        for near in (beside | {cell - cells.across, cell + cells.across}) & burnt:
            burnt.remove(near)
            waiting.append(near)
    columns, rows = [cell % cells.across for cell in found], [cell // cells.across for cell in found]
    return _Patch(len(found), min(columns), min(rows), max(columns), max(rows))


def _hides_words(cells: _Cells, patch: _Patch) -> bool:
    wide, high = patch.right - patch.left + 1, patch.bottom - patch.top + 1
    if not _LEAST_CELLS <= patch.count <= _LARGEST_SHARE * len(cells.darkest):
        return False
    if not _ROUND[0] <= patch.count / (wide * high) <= _ROUND[1]:
        return False
    reach = max(6, int(max(wide, high) / 2 + 0.5))
    left, top, right, bottom = patch.left, patch.top, patch.right, patch.bottom
    sides = (
        (left, top - reach, right, top - 1),
        (left, bottom + 1, right, bottom + reach),
        (left - reach, top, left - 1, bottom),
        (right + 1, top, right + reach, bottom),
    )
    around = _paper_around(cells, patch, reach)
    if not _PAPER[0] <= around <= _PAPER[1]:
        return False
    written = [sum(_is_written(cells, cell, around) for cell in _cells_in(cells, *side)) for side in sides]
    return sum(words >= _LEAST_WRITTEN for words in written) >= 3


def _is_written(cells: _Cells, cell: int, paper: int) -> bool:
    """Ink is darker than the paper: the edge of a white field is not."""
    dark = cells.darkest[cell]
    return cells.brightest[cell] - dark >= _WRITTEN and dark <= paper - _WRITTEN


def _cells_in(cells: _Cells, left: int, top: int, right: int, bottom: int) -> Iterator[int]:
    """Cells of a box that lie in the picture."""
    for y in range(max(0, top), min(cells.down - 1, bottom) + 1):
        for x in range(max(0, left), min(cells.across - 1, right) + 1):
            yield y * cells.across + x


def _paper_around(cells: _Cells, patch: _Patch, reach: int) -> int:
    """How bright the paper is at some distance on all sides: the middle of the brightest pixels of its cells."""
    paper = []
    box = (patch.left - reach, patch.top - reach, patch.right + reach, patch.bottom + reach)
    for cell in _cells_in(cells, *box):
        y, x = divmod(cell, cells.across)
        away = max(patch.left - x, x - patch.right, patch.top - y, y - patch.bottom)
        if away > reach - 3:
            paper.append(cells.brightest[cell])
    return sorted(paper)[len(paper) // 2] if paper else 0
