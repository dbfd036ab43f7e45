"""Which time limit holds for a dossier.

Time limits disagree within a published record (data/README.md): a channel may say '1' without a unit while
the record says one working day. So: the limit of the dossier's case when a channel names the case, else that
of its channel, each only with its own unit and a quantity above zero; else the record's working days, else
its calendar days, else there is none, and reception has to set one with a reason.

A channel may have several rows for cases that only its description tells apart ('15 ngày làm việc / 3 ngày
làm việc'). Then the longest of them is taken, as the source does for the record as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from api.catalogue.folding import fold

Channel = Literal["direct", "online", "postal"]
Unit = Literal["working_day", "day", "month", "hour"]
Basis = Literal["case", "channel", "procedure"]

# Only to find the longest of several: about how many hours go by.
_HOURS: dict[str, float] = {"hour": 1, "day": 24, "working_day": 24 * 7 / 5, "month": 24 * 30}
# A shorter label ('Cá nhân') may stand in a description by chance.
_SHORTEST_CASE = 12


@dataclass(frozen=True)
class TimeLimit:
    """`quantity` is above zero; `basis` says who set it.

    The portal also has halves ('7.5 ngày làm việc'). A result is due at the close of a day, and the half day
    ends within that day, so they are counted up.
    """

    quantity: int
    unit: Unit
    basis: Basis


@dataclass(frozen=True)
class _Published:
    quantity: int | float
    unit: Unit
    basis: Basis


def time_limit(content: Mapping[str, Any], *, channel: Channel, case: str | None = None) -> TimeLimit | None:
    """The limit for a dossier handed in by `channel`, or None. `content` is that of a ProcedureVersion."""
    found = _published(content, channel, case)
    return TimeLimit(math.ceil(found.quantity), found.unit, found.basis) if found else None


def published_limits(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The limits as printed: of every channel, and of every case that differs from its channel.

    Each is {channel, case, quantity, unit, basis}; the last three are None where nothing is published.
    """
    found: list[dict[str, Any]] = []
    for channel in dict.fromkeys(row["channel"] for row in content["channels"]):
        usual = _entry(channel, None, _published(content, channel, None))
        found.append(usual)
        for case in content["cases"]:
            own = _entry(channel, case, _published(content, channel, case))
            if (own["quantity"], own["unit"]) != (usual["quantity"], usual["unit"]):
                found.append(own)
    return found


def _published(content: Mapping[str, Any], channel: str, case: str | None) -> _Published | None:
    rows = [row for row in content["channels"] if row["channel"] == channel]
    folded_case = fold(case or "")
    if len(folded_case) >= _SHORTEST_CASE:
        own = _longest((row for row in rows if folded_case in fold(row["description"])), basis="case")
        if own:
            return own
    return _longest(rows, basis="channel") or _of_the_record(content["deadline"])


def _longest(rows: Iterable[Mapping[str, Any]], *, basis: Basis) -> _Published | None:
    usable = [row for row in rows if row["unit"] and row["quantity"] and row["quantity"] > 0]
    if not usable:
        return None
    longest = max(usable, key=lambda row: row["quantity"] * _HOURS[row["unit"]])
    return _Published(longest["quantity"], longest["unit"], basis)


def _of_the_record(deadline: Mapping[str, Any] | None) -> _Published | None:
    if deadline and (deadline["working_days"] or 0) > 0:
        return _Published(deadline["working_days"], "working_day", "procedure")
    if deadline and (deadline["calendar_days"] or 0) > 0:
        return _Published(deadline["calendar_days"], "day", "procedure")
    return None


def _entry(channel: str, case: str | None, limit: _Published | None) -> dict[str, Any]:
    return {
        "channel": channel,
        "case": case,
        "quantity": limit.quantity if limit else None,
        "unit": limit.unit if limit else None,
        "basis": limit.basis if limit else None,
    }
