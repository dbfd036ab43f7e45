"""How high the letters of a photographed page stand: a paper taken from far away is sharp, and still nobody reads it.

Pure, and the same rule as in pwa/src/handin/photo/letters.ts. Only where lines of writing are plain to see something is
said: in narrow strips that have rows of ink and rows without, again and again, and about equally high. Cloth, leaves
and tilted pages mostly have none; then the answer is None, and nobody is warned.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PIL import Image

_WIDTH, _HEIGHT = 64, 240  # of a strip, in pixels
_LEAST_CONTRAST: Final = 60
_LEAST_STRIPS: Final = 4
_LEAST_WITH_LINES: Final = 0.4  # of the strips with ink: a page that lies on its side has some by chance
_LEAST_LINES: Final = 2
_LEAST_INK, _MOST_INK = 0.03, 0.4  # of a strip: less is an empty place, more is a pattern
_GAP: Final = 0.2  # of the fullest rows: what an i-dot has, and a gap between lines has not

_FULL: Final = 0.75  # of a row: letters have gaps between them, threads and rules have none
_LEAST_AGREEMENT: Final = 0.6


def letter_height(grey: Image.Image) -> int | None:
    """Three of four strips with lines have letters no higher than that, in pixels of `grey` (mode L). None where no
    lines are to be seen."""
    strips = [
        found
        for top in range(0, grey.height - _HEIGHT + 1, _HEIGHT)
        for left in range(0, grey.width - _WIDTH + 1, _WIDTH)
        if (found := _line_height(grey.crop((left, top, left + _WIDTH, top + _HEIGHT)))) is not None
    ]
    heights = sorted(height for height in strips if height)
    if len(heights) < max(_LEAST_STRIPS, _LEAST_WITH_LINES * len(strips)):
        return None
    return heights[int(len(heights) * 0.75)]


def _line_height(strip: Image.Image) -> int | None:
    """The median height of the lines that lie wholly within a strip; 0 when its ink does not look like lines, None
    when there is none."""
    counts = strip.histogram()
    low, high = _value_at(counts, 0.02), _value_at(counts, 0.9)
    if high - low < _LEAST_CONTRAST:
        return None
    ink = strip.point([255 if value < (low + high) / 2 else 0 for value in range(256)])
    halves = ink.resize((2, _HEIGHT), Image.Resampling.BOX).tobytes()  # of 255: how much ink a row has
    left, right = halves[::2], halves[1::2]
    rows = [one + other for one, other in zip(left, right, strict=True)]
    if not _LEAST_INK <= sum(rows) / 510 / _HEIGHT <= _MOST_INK:
        return None
    if _fullest(rows) > _FULL * 510 or _agreement(left, right) < _LEAST_AGREEMENT:
        return 0
    lines = _lines(rows)
    if len(lines) < _LEAST_LINES or lines[int(len(lines) * 0.75)] > 2 * lines[int(len(lines) * 0.25)]:
        return 0
    return lines[len(lines) // 2]


def _value_at(counts: list[int], part: float) -> int:
    """The value that this part of all pixels is not above."""
    seen, wanted = 0, part * sum(counts)
    for value, count in enumerate(counts):
        seen += count
        if seen > wanted:
            return value
    return 255


def _fullest(rows: Sequence[int]) -> int:
    return sorted(rows)[int(len(rows) * 0.95)]


def _agreement(left: bytes, right: bytes) -> float:
    """The part of the rows in which both halves of the strip have ink or both have none. Lines go on from one half to
    the other; what stands across, as letters of a page that lies on its side, does not."""
    less, more = _GAP * _fullest(left), _GAP * _fullest(right)
    return sum((a > less) == (b > more) for a, b in zip(left, right, strict=True)) / len(left)


def _lines(rows: list[int]) -> list[int]:
    """Heights of the runs of rows with ink that begin and end within the strip, from low to high."""
    least = _GAP * _fullest(rows)
    heights, begun = [], None
    for y in range(1, len(rows)):
        before, now = rows[y - 1] > least, rows[y] > least
        if now and not before:
            begun = y
        if before and not now and begun is not None:
            heights.append(y - begun)
    return sorted(heights)
