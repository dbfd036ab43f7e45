"""The scanner's answers and its silences: only 'OK' is clean."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.config import Settings, SettingsError
from api.documents import clamd
from api.documents.clamd import ScannerAway, Verdict
from tests.documents.small_clamd import EICAR, SmallClamd, small_clamd


@pytest.fixture(params=["tcp", "unix"])
def scanner(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallClamd]:
    with small_clamd(tmp_path, kind=request.param) as found:
        yield found


def ask(scanner: SmallClamd, content: bytes) -> Verdict:
    return clamd.scan(io.BytesIO(content), scanner.address)


def test_clean_and_infected(scanner: SmallClamd) -> None:
    assert ask(scanner, bytes(300_000)) == Verdict("clean")
    assert ask(scanner, b"%PDF-1.4\n" + EICAR) == Verdict("infected", "Eicar-Test-Signature")
    assert ask(scanner, b"") == Verdict("clean")
    assert scanner.scanned == [300_000, 9 + len(EICAR), 0], "every byte arrived"


@pytest.mark.parametrize("size", [1_100_000, 20_000_000])
def test_over_its_limit(scanner: SmallClamd, size: int) -> None:
    """With the larger file the pipe is broken before the answer is read."""
    assert ask(scanner, bytes(size)) == Verdict("not_scanned")


@pytest.mark.parametrize("behaviour", ["hangs_up", "nonsense"])
def test_what_is_no_answer_is_not_clean(scanner: SmallClamd, behaviour: str) -> None:
    scanner.behaviour = behaviour
    assert ask(scanner, bytes(5_000_000 if behaviour == "hangs_up" else 10)) == Verdict("not_scanned")


def test_nobody_answers(scanner: SmallClamd, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(clamd, "ANSWER_SECONDS", 0.1)
    scanner.behaviour = "silent"
    with pytest.raises(ScannerAway):
        ask(scanner, b"x")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        for address in (f"tcp://127.0.0.1:{unused.getsockname()[1]}", f"unix://{tmp_path}/none.sock"):
            with pytest.raises(ScannerAway):
                clamd.scan(io.BytesIO(b"x"), address)


@pytest.mark.parametrize(
    "address", ["clamd", "tcp://", "tcp://host:x", "http://host:3310", "unix://clamd.sock"]
)
def test_settings_that_are_no_address(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingsError, match="CLAMD_URL"):
        Settings.from_environment({"MOTCUA_DATA": str(tmp_path), "CLAMD_URL": address})
