"""What a list of procedures says of each: how long it takes and what it costs, in a hundred bytes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def facts_of(content: dict[str, Any]) -> dict[str, Any] | None:
    """{spans, deadline_text, fee_kind, amounts} of a record of records.py; None where only the name is known.

    Where somebody pays, 'amounts' also says that others do not.
    """
    if not content["has_detail"]:
        return None
    spans = _different(
        {"quantity": limit["quantity"], "unit": limit["unit"]}
        for limit in content["time_limits"]
        if limit["quantity"] and limit["unit"]
    )
    return {
        "spans": spans,
        "deadline_text": "" if spans else (content["deadline"] or {}).get("text", ""),
        "fee_kind": content["fee_kind"],
        "amounts": _different(
            {"amount": fee["amount"], "currency": fee["currency"], "text": fee["text"]}
            for fee in content["fees"]
            if fee["text"] and (fee["amount"] or (fee["amount"] == 0 and content["fee_kind"] == "fixed"))
        ),
    }


def _different(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without repetitions, in the order of the source."""
    return list({tuple(row.values()): row for row in rows}.values())
