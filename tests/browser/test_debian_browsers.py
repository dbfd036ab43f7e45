"""A machine without a browser says what is skipped and how to get it."""

from __future__ import annotations

import pytest

from tests.browser import debian_browsers
from tests.browser.debian_browsers import Engine, NotInstalled

ABSENT = Engine("Opera", ("opera-stable",), ("/usr/bin/env", "/usr/lib/*/opera-*/opera"))
SENTENCE = (
    "Opera tests skipped: /usr/lib/*/opera-*/opera not found; on Debian run as root "
    "`apt-get install opera-stable` (or `make browsers`)"
)


def test_an_absent_engine_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian_browsers, "ENGINES", (ABSENT,))
    monkeypatch.setattr(debian_browsers, "may_install", lambda: False)
    assert debian_browsers.prepare() == [SENTENCE]
    with pytest.raises(NotInstalled) as failure:
        ABSENT.program("opera")
    assert str(failure.value) == SENTENCE


def test_only_what_is_absent_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    there = Engine("env", ("coreutils",), ("/usr/bin/env",))
    asked: list[list[str]] = []
    monkeypatch.setattr(debian_browsers, "ENGINES", (there, ABSENT))
    monkeypatch.setattr(debian_browsers, "may_install", lambda: True)
    monkeypatch.setattr(debian_browsers, "_install", asked.append)
    assert debian_browsers.prepare() == [SENTENCE]
    assert asked == [["opera-stable"]]
    assert str(there.program("env")) == "/usr/bin/env"
