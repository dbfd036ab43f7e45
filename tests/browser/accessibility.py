"""Can everybody use this page? axe's rules, and whether everything fits and can be touched.

Both answer for the page as it stands on the screen; zoom and larger text come from `Screen.zoomed` and `enlarge_text`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page

SMALLEST_TARGET_PX = 44  # WCAG 2.2, 2.5.5 (AAA): thumbs of all ages, on the bus
LAYOUT_FAULTS = Path(__file__).with_name("layout_faults.js").read_text(encoding="utf-8").split("\n", 1)[1]
# All rules of WCAG 2.2 A and AA and axe's best practices; `target-size` is off unless asked for.
RUN_AXE = """async (only) => (await axe.run({
    resultTypes: ['violations'],
    ...(only.length ? { runOnly: only } : { rules: { 'target-size': { enabled: true } } }),
})).violations"""


def assert_accessible(page: Page, only: Sequence[str] = ()) -> None:
    """No violation of axe's rules, or of `only` these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)  # through the debugging protocol: the content policy stays as it is
    violations: list[dict[str, Any]] = page.evaluate(RUN_AXE, list(only))
    listing = "\n".join(line for violation in violations for line in _describe(violation))
    assert not violations, f"{page.url} is not accessible:\n{listing}"


def assert_fits(page: Page) -> None:
    """Nothing scrolls the page sideways, no text is cut off, and buttons and links can be touched.

    Links in running text may be low; what lies in a box that scrolls by itself may be wide; titles in lists may be
    clamped after some lines.
    """
    width = page.viewport_size["width"] if page.viewport_size else page.evaluate("innerWidth")
    options = {"width": width, "smallestTarget": SMALLEST_TARGET_PX}
    faults: list[str] = page.evaluate(LAYOUT_FAULTS, options)
    assert not faults, f"{page.url} does not fit {width} px:\n" + "\n".join(f"- {fault}" for fault in faults)


def _describe(violation: dict[str, Any]) -> list[str]:
    lines = [f"- {violation['id']} ({violation['impact']}): {violation['help']} — {violation['helpUrl']}"]
    for node in violation["nodes"]:
        lines.append(f"    {' '.join(map(str, node['target']))}  {' '.join(node['html'].split())[:120]}")
        reasons = [check["message"] for kind in ("all", "any", "none") for check in node[kind]]
        lines += [f"        {reason}" for reason in reasons]
    return lines
