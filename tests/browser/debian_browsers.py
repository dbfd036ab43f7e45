"""The browsers that tests drive, as Debian packages: found, and installed where that is allowed.

`make test` runs this file once, before pytest starts its workers:

    python -m tests.browser.debian_browsers

Root on Debian gets what is missing by apt-get. Everybody else gets one sentence about what will be skipped and how to
get it; the tests then skip with the same sentence (and fail with CI set). Debian's browsers and not Playwright's own
downloads: they come from the distribution's mirror, with security updates, and every engine is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click


class NotInstalled(Exception):
    """An engine cannot be used here; the message says what is missing and how to get it."""


@dataclass(frozen=True)
class Engine:
    name: str
    packages: tuple[str, ...]
    programs: tuple[str, ...]  # paths, with wildcards where they differ between machines

    def missing(self) -> list[str]:
        return [program for program in self.programs if not _newest(program)]

    def program(self, name: str) -> Path:
        """Where the program of this name lies. Raises NotInstalled."""
        if self.missing():
            raise NotInstalled(self.how_to_get())
        pattern = next(program for program in self.programs if program.endswith(f"/{name}"))
        return _newest(pattern)[-1]

    def how_to_get(self) -> str:
        return (
            f"{self.name} tests skipped: {', '.join(self.missing())} not found; on Debian run as root "
            f"`apt-get install {' '.join(self.packages)}` (or `make browsers`)"
        )


CHROMIUM = Engine(
    "Chromium",
    ("chromium", "chromium-headless-shell"),
    ("/usr/bin/chromium", "/usr/bin/chromium-headless-shell"),
)
FIREFOX = Engine("Firefox", ("firefox-esr",), ("/usr/bin/firefox-esr",))
WEBKIT = Engine(
    "WebKit",
    ("webkit2gtk-driver", "xvfb", "dbus"),
    (
        "/usr/bin/WebKitWebDriver",
        "/usr/lib/*/webkit*gtk-*/MiniBrowser",
        "/usr/bin/Xvfb",
        "/usr/bin/dbus-run-session",
    ),
)
ENGINES = (CHROMIUM, FIREFOX, WEBKIT)


def prepare() -> list[str]:
    """Install what is missing, if we may; answers a sentence for each engine that is not there afterwards."""
    absent = [engine for engine in ENGINES if engine.missing()]
    if absent and may_install():
        _install([package for engine in absent for package in engine.packages])
    return [engine.how_to_get() for engine in absent if engine.missing()]


def may_install() -> bool:
    return os.geteuid() == 0 and Path("/etc/debian_version").exists() and bool(shutil.which("apt-get"))


def _install(packages: list[str]) -> None:
    """By apt-get; what it said is shown only when it failed."""
    click.echo(f"Installing {', '.join(packages)} for the browser tests (apt-get)")
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        ran = subprocess.run(
            ["apt-get", "--quiet", *arguments],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if ran.returncode:
            click.echo(f"{ran.stdout}\napt-get {arguments[0]} failed; see above", err=True)
            return
    _newest.cache_clear()


@cache
def _newest(pattern: str) -> list[Path]:
    """The paths that fit, the newest version last."""
    return sorted(Path("/").glob(pattern.lstrip("/")))


if __name__ == "__main__":
    for sentence in prepare():
        click.echo(sentence, err=True)
