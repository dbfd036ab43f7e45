"""Pictures of the app's pages, for documents and for looking at changes: every page × width × colour scheme.

    python -m tests.browser.screenshots FOLDER

starts an office with demo data of its own and writes FOLDER/<page>-<width>[-dark].png.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click
from playwright.sync_api import BrowserContext, Page

from tests.browser.chromium import DESKTOP, PHONE, SMALL_PHONE, Chromium, Screen, running_chromium
from tests.browser.debian_browsers import NotInstalled
from tests.browser.office import DemoOffice, prepare_demo_data, running_office

Scheme = Literal["light", "dark"]
SCREENS = (SMALL_PHONE, PHONE, DESKTOP)


@dataclass(frozen=True)
class Shot:
    """A page to show. `sign_in` runs before it is opened, `arrange` brings it into the state to show."""

    name: str
    path: str
    sign_in: Callable[[DemoOffice, BrowserContext], None] | None = None
    arrange: Callable[[Page], None] | None = None


SHOTS = [Shot("trang-chu", "/")]


def take(
    chromium: Chromium,
    office: DemoOffice,
    shots: Sequence[Shot],
    folder: Path,
    *,
    screens: Sequence[Screen] = SCREENS,
    schemes: Sequence[Scheme] = ("light", "dark"),
) -> list[Path]:
    """Write the pictures, whole pages without animation; answers their files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for shot in shots:
        for screen in screens:
            for scheme in schemes:
                dark = "-dark" if scheme == "dark" else ""
                file = folder / f"{shot.name}-{screen.width}{dark}.png"
                context = chromium.new_context(
                    screen, base_url=office.origin, color_scheme=scheme, reduced_motion="reduce"
                )
                _take_one(context, office, shot, file)
                context.close()
                made.append(file)
    return made


def _take_one(context: BrowserContext, office: DemoOffice, shot: Shot, file: Path) -> None:
    if shot.sign_in:
        shot.sign_in(office, context)
    page = context.new_page()
    page.goto(shot.path, wait_until="networkidle")
    if shot.arrange:
        shot.arrange(page)
    page.evaluate("document.fonts.ready.then(() => null)")
    page.screenshot(path=file, full_page=True, animations="disabled")


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="motcua-screenshots-") as temporary:
        demo_data = prepare_demo_data(Path(temporary) / "demo")
        with running_office(demo_data, Path(temporary)) as office, running_chromium() as chromium:
            for file in take(chromium, office, SHOTS, folder):
                click.echo(file)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except NotInstalled as error:
        sys.exit(str(error))
