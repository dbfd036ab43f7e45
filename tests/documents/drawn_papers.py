"""Photographs of papers as citizens take them, drawn: good ones, and ones that nobody could read.

No real person's papers: everything is made up, and the same each time. Sizes are in pixels of the photograph; the page
is drawn at `FULL` pixels and then laid on a table, lit, tilted and given the camera's grain.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import reportlab
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FULL = 2_000  # the long side, as the phone keeps photographs
A4 = (1_414, 2_000)
_FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
_TEXT = [
    "CONG",
    "HOA",
    "XA",
    "HOI",
    "CHU",
    "NGHIA",
    "VIET",
    "NAM",
    "Doc",
    "lap",
    "Tu",
    "do",
    "Hanh",
    "phuc",
    "Kinh",
    "gui",
    "Uy",
    "ban",
    "nhan",
    "dan",
    "phuong",
    "Minh",
    "Hoa",
    "Ho",
    "chu",
    "dem",
    "va",
    "ten",
    "nguoi",
    "yeu",
    "cau",
    "Noi",
    "cu",
    "tru",
    "Quan",
    "he",
    "voi",
    "nguoi",
    "duoc",
    "khai",
    "sinh",
    "De",
    "nghi",
    "co",
    "quan",
    "dang",
    "ky",
    "khai",
    "sinh",
    "cho",
    "nguoi",
    "duoi",
    "day",
    "Ngay",
    "thang",
    "nam",
    "sinh",
    "ghi",
    "bang",
    "chu",
    "Gioi",
    "tinh",
    "Dan",
    "toc",
    "Quoc",
    "tich",
    "Noi",
    "sinh",
    "Que",
    "quan",
    "Toi",
    "cam",
    "doan",
    "nhung",
    "noi",
    "dung",
    "khai",
    "tren",
    "day",
    "la",
    "dung",
    "su",
    "that",
    "va",
    "chiu",
    "trach",
    "nhiem",
    "truoc",
    "phap",
    "luat",
    "so",
    "0417/2026",
]
Draw = Callable[[], Image.Image]
Colour = tuple[int, int, int]


def page(
    *,
    points: float = 13,
    paper: Colour = (240, 239, 234),
    lines: int = 99,
    gap: int | None = None,
    seed: int = 1,
) -> Image.Image:
    """An A4 page of text of that many points; `gap`: a blank third after that many lines."""
    choice = random.Random(seed)
    picture = Image.new("RGB", A4, paper)
    draw = ImageDraw.Draw(picture)
    dots = points * A4[1] / 842  # a page is 842 points high
    font = ImageFont.truetype(_FONT, dots)
    top, left, right = 140.0, 150, A4[0] - 110
    for line in range(lines):
        if gap is not None and line == gap:
            top += A4[1] / 3
        if top > A4[1] - 160:
            break
        x = float(left)
        while (word := choice.choice(_TEXT)) and x + draw.textlength(word, font) < right:
            draw.text((x, top), word, (35, 35, 45), font=font)
            x += draw.textlength(word + " ", font)
        top += dots * 1.55
    return picture


def stamped(picture: Image.Image) -> Image.Image:
    """With a red seal over a signature, as on every decision."""
    seal = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(seal)
    x, y, r = int(picture.width * 0.62), int(picture.height * 0.78), int(picture.width * 0.1)
    for reach in (r, r - 12, r // 2):
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), outline=(205, 40, 45), width=7)
    draw.line(
        [(x - r, y + 20), (x, y - 60), (x + 30, y + 40), (x + 2 * r, y - 50)], fill=(40, 60, 160), width=6
    )
    return ImageChops.multiply(picture, seal)


def form(picture: Image.Image) -> Image.Image:
    """With the rules of a table and dotted lines to write on."""
    draw = ImageDraw.Draw(picture)
    for row in range(8):
        draw.line((150, 900 + row * 90, 1_300, 900 + row * 90), fill=(60, 60, 60), width=3)
    for column in (150, 450, 900, 1_300):
        draw.line((column, 900, column, 1_530), fill=(60, 60, 60), width=3)
    return picture


def identity_card(seed: int = 1) -> Image.Image:
    """A card with a pale guilloche, a portrait on white, lines of several sizes, a chip and a QR-like field."""
    choice = random.Random(seed)
    picture = Image.new("RGB", (1_800, 1_135), (196, 222, 214))
    draw = ImageDraw.Draw(picture)
    for wave in range(60):
        draw.arc((-400 + wave * 40, -300, 600 + wave * 40, 1_400), 0, 360, fill=(182, 212, 206), width=2)
    picture.paste(portrait().resize((430, 570)), (90, 420))
    for row, (size, words) in enumerate([(64, 4), (44, 5), (56, 3), (44, 5), (56, 4), (44, 6), (44, 5)]):
        font = ImageFont.truetype(_FONT, size)
        text = " ".join(choice.choice(_TEXT) for _ in range(words))[: 1_100 // (size // 2)]
        draw.text((570, 300 + row * 105), text, (30, 40, 50), font=font)
    for at in range(400):
        x, y = 1_480 + at % 20 * 11, 60 + at // 20 * 11
        draw.rectangle(
            (x, y, x + 10, y + 10), fill=(20, 20, 20) if choice.random() < 0.5 else (240, 240, 240)
        )
    return picture


def portrait(background: Colour = (255, 255, 255)) -> Image.Image:
    """A passport photograph: a head and shoulders, no letters at all."""
    picture = Image.new("RGB", (900, 1_200), background)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((60, 800, 840, 1_700), fill=(50, 70, 120))
    draw.ellipse((250, 180, 650, 760), fill=(205, 165, 140))
    draw.pieslice((230, 130, 670, 640), 180, 360, fill=(28, 24, 22))
    for x in (350, 510):
        draw.ellipse((x, 430, x + 50, 455), fill=(30, 25, 25))
    draw.arc((370, 520, 530, 660), 20, 160, fill=(150, 70, 70), width=9)
    return picture


def scene(seed: int = 1) -> Image.Image:
    """A house and a field, as photographs for a permit show them: leaves, bricks, sky."""
    choice = random.Random(seed)
    picture = Image.new("RGB", (2_000, 1_500), (150, 185, 225))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 900, 2_000, 1_500), fill=(96, 120, 60))
    draw.rectangle((500, 450, 1_400, 1_150), fill=(170, 92, 70))
    for row in range(35):
        for column in range(19):
            x = 500 + column * 48 + row % 2 * 24
            draw.rectangle((x, 450 + row * 20, x + 46, 468 + row * 20), outline=(205, 190, 170))
    for _ in range(9_000):
        x, y, size = choice.randrange(2_000), choice.randrange(900, 1_500), choice.randrange(4, 16)
        draw.line(
            (x, y, x + choice.randrange(-4, 5), y - size), fill=(60 + choice.randrange(60), 130, 40), width=2
        )
    return picture


def wood(size: tuple[int, int], tone: Colour = (128, 92, 60)) -> Image.Image:
    grain = Image.effect_noise((max(1, size[0] // 90), size[1]), 60).resize(size, Image.Resampling.BICUBIC)
    return ImageChops.multiply(
        Image.new("RGB", size, tone), Image.blend(Image.new("L", size, 255), grain, 0.4).convert("RGB")
    )


def cloth(size: tuple[int, int]) -> Image.Image:
    """A checked table cloth of fine, strong threads."""
    tile = Image.new("RGB", (12, 12), (222, 214, 200))
    draw = ImageDraw.Draw(tile)
    draw.line((0, 3, 12, 3), fill=(120, 90, 90), width=3)
    draw.line((6, 0, 6, 12), fill=(150, 120, 110), width=2)
    row = Image.new("RGB", (size[0], 12))
    for x in range(0, size[0], 12):
        row.paste(tile, (x, 0))
    picture = Image.new("RGB", size)
    for y in range(0, size[1], 12):
        picture.paste(row, (0, y))
    return picture


@lru_cache
def grain_of(size: tuple[int, int]) -> Image.Image:
    """A camera's, the same for all photographs of a size: drawing it takes longer than anything else."""
    return Image.effect_noise(size, 14).convert("RGB")


def taken(
    paper: Image.Image,
    *,
    on: Image.Image,
    filling: float = 0.95,
    tilt: float = 0.6,
    shade: float = 0.15,
    gain: float = 1.0,
) -> Image.Image:
    """The paper in the middle of the table `on`, its long side `filling` of the picture's, lit from one corner.

    `tilt` in degrees; `shade`: how much darker the far corner is; `gain`: exposure, above 1 white burns out.
    """
    picture = on.copy()
    scale = filling * min(picture.width / paper.width, picture.height / paper.height)
    small = paper.resize((round(paper.width * scale), round(paper.height * scale)), Image.Resampling.LANCZOS)
    mask = Image.new("L", small.size, 255).rotate(tilt, Image.Resampling.BICUBIC, expand=True)
    small = small.rotate(tilt, Image.Resampling.BICUBIC, expand=True)
    picture.paste(small, ((picture.width - small.width) // 2, (picture.height - small.height) // 2), mask)
    light = (
        Image.linear_gradient("L")
        .rotate(30, expand=False)
        .resize(picture.size)
        .point(lambda v: round(255 - v * shade))
    )
    picture = ImageChops.multiply(picture, light.convert("RGB")).point(lambda v: min(255, round(v * gain)))
    picture = picture.filter(ImageFilter.GaussianBlur(0.7))
    return Image.blend(picture, grain_of(picture.size), 0.05)


def shone_on(
    picture: Image.Image, *, at: tuple[float, float], reach: float, soft: float = 0.02
) -> Image.Image:
    """A lamp's light on it: burnt white, without grain; place and size in parts of the picture's width."""
    width = picture.width
    light = Image.new("L", picture.size)
    x, y = at[0] * width, at[1] * picture.height
    ImageDraw.Draw(light).ellipse(
        (x - reach * width, y - reach * width, x + reach * width, y + reach * width), fill=255
    )
    shone = picture.copy()
    shone.paste((255, 255, 255), mask=light.filter(ImageFilter.GaussianBlur(soft * width)))
    return shone


PORTRAIT_TABLE, LYING_TABLE = (1_500, 2_000), (2_000, 1_500)


def good() -> Iterator[tuple[str, Draw]]:
    """Papers of which nothing is to be said, by name. Each is drawn before the next is asked for, or not at all."""
    dark, light = (
        Image.new("RGB", PORTRAIT_TABLE, (52, 48, 46)),
        Image.new("RGB", PORTRAIT_TABLE, (205, 203, 198)),
    )
    tables = {"dark": dark, "light": light, "wood": wood(PORTRAIT_TABLE), "cloth": cloth(PORTRAIT_TABLE)}
    for points in (9, 11, 13, 16, 22):
        for name, table in tables.items():
            yield f"{points} points on {name}", lambda: taken(page(points=points, seed=points), on=table)
    for filling in (0.55, 0.7, 0.8):
        for name, table in tables.items():
            yield (
                f"13 points, {filling} of the frame, on {name}",
                lambda: taken(page(), on=table, filling=filling),
            )
    for tone in ((255, 255, 255), (225, 215, 190), (190, 196, 205), (235, 205, 205)):
        yield f"paper of {tone}", lambda: taken(page(paper=tone), on=dark)
    for gain in (1.1, 1.25, 1.5):
        for gap in (None, 9):
            yield (
                f"exposed {gain} times, gap {gap}",
                lambda: taken(page(gap=gap), on=dark, shade=0.3, gain=gain),
            )
            yield (
                f"form exposed {gain} times, gap {gap}",
                lambda: taken(form(page(gap=gap)), on=tables["wood"], shade=0.35, gain=gain),
            )
    for tilt in (-6, -3, 3, 6):
        yield f"tilted {tilt}", lambda: taken(page(), on=dark, tilt=tilt)
    for lines in (1, 3, 8):
        yield f"{lines} lines", lambda: taken(page(lines=lines, points=14), on=dark)
    yield "stamped", lambda: taken(stamped(page(lines=22)), on=tables["wood"])
    for turn in (90, 180):
        yield f"lying by {turn}", lambda: taken(page(), on=dark).rotate(turn, expand=True)
    yield "form", lambda: taken(form(page(lines=12)), on=tables["wood"])
    yield "in shadow", lambda: taken(page(), on=dark, shade=0.5)
    yield "scan", lambda: page(paper=(255, 255, 255))
    yield "scan of fine print", lambda: page(paper=(255, 255, 255), points=8)
    for name, table in (("wood", wood(LYING_TABLE)), ("dark", Image.new("RGB", LYING_TABLE, (40, 42, 50)))):
        for seed in (1, 2):
            for filling in (0.95, 0.7):
                yield (
                    f"card {seed}, {filling} on {name}",
                    lambda: taken(identity_card(seed), on=table, filling=filling),
                )
        yield f"card exposed on {name}", lambda: taken(identity_card(3), on=table, gain=1.15)
    yield "card cut out", lambda: identity_card(4)
    for tone in ((255, 255, 255), (90, 140, 210)):
        yield f"portrait before {tone}", lambda: portrait(tone)
        yield f"portrait before {tone} on wood", lambda: taken(portrait(tone), on=tables["wood"], filling=0.6)
    for seed in (1, 2):
        yield f"scene {seed}", lambda: scene(seed)
    yield "till receipt", lambda: page(points=20).crop((150, 100, 640, 1_950))


def bad() -> Iterator[tuple[str, str, Draw]]:
    """Papers that nobody could read: the flaw, a name, and how to draw it."""
    dark, wooden = Image.new("RGB", PORTRAIT_TABLE, (52, 48, 46)), wood(PORTRAIT_TABLE)
    lying = Image.new("RGB", LYING_TABLE, (40, 42, 50))
    for tone in ((240, 239, 234), (222, 220, 212), (190, 196, 205)):
        written = taken(page(paper=tone), on=dark)
        for reach in (0.06, 0.1, 0.16):
            for soft in (0.005, 0.02, 0.05):
                place = (0.45 + reach, 0.4)
                yield (
                    "glare",
                    f"{reach} wide, {soft} soft, on {tone}",
                    lambda: shone_on(written, at=place, reach=reach, soft=soft),
                )
    for at in ((0.55, 0.45), (0.7, 0.6)):
        yield (
            "glare",
            f"on a card at {at}",
            lambda: shone_on(taken(identity_card(), on=lying), at=at, reach=0.09),
        )
    for filling in (0.2, 0.25, 0.3, 0.35):
        for name, table in (("dark", dark), ("wood", wooden), ("cloth", cloth(PORTRAIT_TABLE))):
            yield "far", f"{filling} of the frame on {name}", lambda: taken(page(), on=table, filling=filling)
            yield (
                "far",
                f"{filling} of the frame, 11 points, tilted, on {name}",
                lambda: taken(page(points=11), on=table, filling=filling, tilt=2),
            )
    for filling in (0.12, 0.16):
        yield (
            "far",
            f"card, {filling} of the frame",
            lambda: taken(identity_card(), on=lying, filling=filling),
        )
    whole = taken(page(), on=dark)
    for height in (30, 60, 150):
        yield (
            "sliver",
            f"{height} high",
            lambda: whole.rotate(90, expand=True).crop((0, 700, 2_000, 700 + height)),
        )
    yield "sliver", "standing", lambda: whole.crop((600, 0, 700, 2_000))
    for reach in (5, 9, 14):
        yield "blurred", f"by {reach}", lambda: whole.filter(ImageFilter.GaussianBlur(reach))
    yield "dark", "at night", lambda: whole.point(lambda v: v // 6)
    yield (
        "empty",
        "the back",
        lambda: taken(
            Image.new("RGB", A4, (240, 239, 234)), on=Image.new("RGB", A4, (240, 239, 234)), shade=0.02
        ),
    )
    yield "small", "a thumbnail", lambda: whole.resize((300, 400))
