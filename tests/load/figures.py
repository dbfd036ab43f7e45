"""What every part of `make bench` needs: the reference data, percentiles, milliseconds, a word on what it is doing."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from api.config import PROJECT_ROOT


def reference(name: str) -> Path | None:
    """A file of the reference data, None when it is not there."""
    folder = os.environ.get("MOTCUA_REFERENCE") or "../shared/data"
    path = PROJECT_ROOT / folder / name
    return path.resolve() if path.is_file() else None


def percentile(values: Sequence[float], percent: int) -> float | None:
    ordered = sorted(values)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)] if ordered else None


def milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * 1000, 3)


def note(text: str) -> None:
    sys.stderr.write(f"bench: {text}\n")
    sys.stderr.flush()
