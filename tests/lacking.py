"""The one way in which a test is left out: the machine lacks a program that the project cannot bring along."""

from __future__ import annotations

from typing import NoReturn

import pytest


def leave_out(how_to_get: str) -> NoReturn:
    """Skips with a sentence that says what is missing. With CI set this fails instead (`pytest_runtest_makereport` in
    tests/conftest.py), so that nothing is left out where everything has to run."""
    pytest.skip(how_to_get)
