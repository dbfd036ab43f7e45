"""How high the letters of a photographed page stand: a paper taken from far away is sharp, and still nobody reads it.

Pure, and the same rule as in pwa/src/handin/photo/letters.ts. Only where lines of writing are plain to see something is
said: in narrow strips that have rows of ink and rows without, again and again, and about equally high. Cloth, leaves
and tilted pages mostly have none; then the answer is None, and nobody is warned.
"""

from __future__ import annotations

from typing import Final

from PIL import Image

_WIDTH, _HEIGHT = 64, 240  # of a strip, in pixels
_LEAST_CONTRAST: Final = 60
_LEAST_STRIPS: Final = 4
_LEAST_LINES: Final = 2
_LEAST_INK, _MOST_INK = 0.03, 0.4  # of a strip: less is an empty place, more is a pattern
_GAP: Final = 0.2  # of the fullest rows: what an i-dot has, and a gap between lines has not


def letter_height(grey: Image.Image) -> int | None:
    """Three of four strips with lines have letters no higher than that, in pixels of `grey` (mode L). None where no
    lines are to be seen."""
    heights = sorted(
        height
        for top in range(0, grey.height - _HEIGHT + 1, _HEIGHT // 2)
        for left in range(0, grey.width - _WIDTH + 1, _WIDTH)
        if (height := _line_height(grey.crop((left, top, left + _WIDTH, top + _HEIGHT)))) is not None
    )
    return heights[int(len(heights) * 0.75)] if len(heights) >= _LEAST_STRIPS else None


def _line_height(strip: Image.Image) -> int | None:
    """The median height of the lines that lie wholly within a strip; None when it does not look like lines."""
    counts = strip.histogram()
    low, high = _value_at(counts, 0.02), _value_at(counts, 0.9)
    if high - low < _LEAST_CONTRAST:
        return None
    ink = strip.point([255 if value < (low + high) / 2 else 0 for value in range(256)])
    rows = list(ink.resize((1, _HEIGHT), Image.Resampling.BOX).tobytes())  # of 255: how much ink a row has
    if not _LEAST_INK <= sum(rows) / 255 / _HEIGHT <= _MOST_INK:
        return None
    lines = _lines(rows)
    if len(lines) < _LEAST_LINES or lines[int(len(lines) * 0.75)] > 2 * lines[int(len(lines) * 0.25)]:
        return None
    return lines[len(lines) // 2]


def _value_at(counts: list[int], part: float) -> int:
    """The value that this part of all pixels is not above."""
    seen, wanted = 0, part * sum(counts)
    for value, count in enumerate(counts):
        seen += count
        if seen > wanted:
            return value
    return 255


def _lines(rows: list[int]) -> list[int]:
    """Heights of the runs of rows with ink that begin and end within the strip, from low to high."""
    least = _GAP * sorted(rows)[int(len(rows) * 0.95)]
    heights, begun = [], None
    for y in range(1, len(rows)):
        before, now = rows[y - 1] > least, rows[y] > least
        if now and not before:
            begun = y
        if before and not now and begun is not None:
            heights.append(y - begun)
    return sorted(heights)
