"""Portraits of people who do not exist, drawn by rule: a head, shoulders and a colour for each."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

SIZE = (480, 640)
# Ground, clothes, hair.
_COLOURS = [
    ("#cfe0f5", "#0b4ea2", "#2b2b33"),
    ("#e2f2e7", "#1a6b38", "#3a2f2a"),
    ("#fcefd6", "#855000", "#1f2430"),
    ("#e9edf3", "#4b586a", "#3c3430"),
]
_SKIN = "#e9c4a4"


def drawn_portrait(number: int) -> bytes:
    """A PNG, the same for the same number."""
    ground, clothes, hair = _COLOURS[number % len(_COLOURS)]
    wide, high = SIZE
    picture = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(picture)
    middle = wide // 2
    draw.ellipse((middle - 210, 430, middle + 210, high + 260), fill=clothes)
    draw.ellipse((middle - 122, 118, middle + 122, 420 if number % 2 else 372), fill=hair)
    draw.rectangle((middle - 42, 340, middle + 42, 460), fill=_SKIN)
    draw.ellipse((middle - 102, 165, middle + 102, 400), fill=_SKIN)
    draw.polygon([(middle - 60, 440), (middle + 60, 440), (middle, 560)], fill="#ffffff")
    output = io.BytesIO()
    picture.save(output, "PNG")
    return output.getvalue()
