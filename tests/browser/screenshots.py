"""Pictures of every page in every state (pages.py), for documents and for looking at changes.

    python -m tests.browser.screenshots FOLDER [--only NAME]… [--publish]

starts an office with demo data of its own and writes FOLDER/<state>-<width>[-dark].png, each as high as its page.
`--publish` also renews the pictures of the README and of the app's manifest.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import click
from PIL import Image
from playwright.sync_api import Page

from tests.browser.chromium import DESKTOP, PHONE, SMALL_PHONE, TABLET, Chromium, Screen, running_chromium
from tests.browser.debian_browsers import NotInstalled
from tests.browser.furnished_office import FurnishedOffice, furnished_office
from tests.browser.office import prepare_demo_data
from tests.browser.page_state import State, open_state
from tests.browser.pages import PAGES

Scheme = Literal["light", "dark"]
SCREENS = (SMALL_PHONE, PHONE, DESKTOP)
AT_DESK = (TABLET, DESKTOP)
ROOT = Path(__file__).parents[2]
HIGHEST = 6000  # CSS pixels; nobody looks at more

# file → state, screen, pixels for each CSS pixel. The manifest names the sizes of its two.
PUBLISHED = {
    "docs/screenshots/tra-cuu.png": ("tra-cuu-ket-qua", PHONE, 2),
    "docs/screenshots/nop-ho-so.png": ("chuan-bi-giay-to-hai-anh", PHONE, 2),
    "docs/screenshots/theo-doi.png": ("ho-so-05-can-bo-sung", PHONE, 2),
    "docs/screenshots/ban-lam-viec.png": ("ban-lam-viec-ho-so", DESKTOP, 1),
    "pwa/public/screenshots/trang-chu-412.png": ("trang-chu", PHONE, 1),
    "pwa/public/screenshots/trang-chu-1280.png": ("trang-chu", DESKTOP, 1),
}
COLOURS = 128


def take(
    chromium: Chromium,
    there: FurnishedOffice,
    states: Sequence[State],
    folder: Path,
    *,
    screens: Sequence[Screen] = SCREENS,
    schemes: Sequence[Scheme] = ("light", "dark"),
) -> list[Path]:
    """Write the pictures, whole pages without animation; answers their files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for state in states:
        with _opened(chromium, there, state, PHONE, 1) as opened:
            for scheme in schemes:
                opened.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                for screen in AT_DESK if state.at_desk and screens is SCREENS else screens:
                    dark = "-dark" if scheme == "dark" else ""
                    file = folder / f"{state.name}-{screen.width}{dark}.png"
                    _whole_page(opened.page, screen, file)
                    made.append(file)
    return made


class _opened(ExitStack):
    """A tab that shows the state; its context ends with the block."""

    def __init__(
        self, chromium: Chromium, there: FurnishedOffice, state: State, screen: Screen, scale: int
    ) -> None:
        super().__init__()
        context = chromium.new_context(
            screen, base_url=there.office.origin, service_workers="block", device_scale_factor=scale
        )
        self.callback(context.close)
        self.page = context.new_page()
        open_state(self.page, state, there)


def _whole_page(page: Page, screen: Screen, file: Path) -> None:
    """On a screen as high as the page, so that the bars stand where they belong."""
    page.set_viewport_size({"width": screen.width, "height": screen.height})
    high = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": screen.width, "height": min(max(high, screen.height), HIGHEST)})
    page.screenshot(path=file, animations="disabled")


def publish(chromium: Chromium, there: FurnishedOffice, root: Path = ROOT) -> list[Path]:
    """What a person sees first of each page, in few colours so that the files stay small."""
    states = {state.name: state for state in PAGES}
    made = []
    for name, (state, screen, scale) in PUBLISHED.items():
        with _opened(chromium, there, states[state], screen, scale) as opened:
            opened.page.evaluate("scrollTo(0, 0)")
            shot = opened.page.screenshot(animations="disabled")
        picture = Image.open(io.BytesIO(shot)).convert("RGB")
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
        made.append(file)
    return made


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--only", multiple=True, help="The name of a state; may be given several times.")
@click.option(
    "--publish", "publishes", is_flag=True, help="Renew the pictures of README and manifest as well."
)
def main(folder: Path, only: tuple[str, ...], publishes: bool) -> None:
    states = [state for state in PAGES if not only or state.name in only]
    try:
        with tempfile.TemporaryDirectory(prefix="motcua-screenshots-") as temporary:
            demo_data = prepare_demo_data(Path(temporary) / "demo")
            with furnished_office(demo_data, Path(temporary)) as there, running_chromium() as chromium:
                for file in publish(chromium, there) if publishes else []:
                    click.echo(file)
                for file in take(chromium, there, states, folder):
                    click.echo(file)
    except NotInstalled as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
