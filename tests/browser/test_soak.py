"""The small version of `make soak`: browser, web process and worker are killed while dossiers are handed in."""

from __future__ import annotations

from pathlib import Path

from tests.browser.chromium import Chromium
from tests.browser.conftest import StartOffice
from tests.soak import hand_ins


def test_nothing_is_lost_or_doubled(chromium: Chromium, start_office: StartOffice, tmp_path: Path) -> None:
    figures = hand_ins.run(hand_ins.SMALL, start_office(), tmp_path, chromium.playwright)
    assert figures["faults"] == []
    assert figures["bytes_sent_twice_share"] <= hand_ins.ALLOWED_IN_VAIN, figures
    for what in ("kill_browser", "kill_web", "kill_worker", "restart_service", "in_outbox_middle"):
        assert figures["happened"].get(what), f"{what} did not happen: {figures}"
