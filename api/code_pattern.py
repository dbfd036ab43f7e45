"""How the code of a dossier is put together: a pattern, since the law's own has changed before. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

DOSSIER_CODE: Final = "{agency}-{yymmdd}-{number:4}"
"""TT 01/2018/TT-VPCP Art 19. TT 03/2025 or the Ministry of Public Security may prescribe another."""

_PART = re.compile(r"\{(agency|yymmdd|yyyymmdd|number:[4-6])\}")
_BETWEEN = re.compile(r"[0-9A-Z.-]{0,10}")


def read_code_pattern(pattern: str) -> str:
    """The pattern itself. Raises ValueError unless it holds office, day and number once each: without one of them two
    dossiers could get the same code. What else stands in it can be part of an address, and is short."""
    parts = sorted(
        "day" if part.endswith("mmdd") else part.partition(":")[0] for part in _PART.findall(pattern)
    )
    if parts != ["agency", "day", "number"] or not _BETWEEN.fullmatch(_PART.sub("", pattern)):
        raise ValueError(
            "DOSSIER_CODE_PATTERN must hold {agency}, one of {yymmdd} and {yyyymmdd}, and one of {number:4} to "
            f"{{number:6}}, and otherwise at most ten of A-Z, 0-9, '.' and '-', such as {DOSSIER_CODE}"
        )
    return pattern


def fill_in(pattern: str, *, agency: str, day: date, number: int) -> str:
    """The code. A number with more digits than the pattern has room for keeps them all."""
    values = {"agency": agency, "yymmdd": f"{day:%y%m%d}", "yyyymmdd": f"{day:%Y%m%d}"}

    def value_of(part: re.Match[str]) -> str:
        name, _, width = part[1].partition(":")
        return f"{number:0{width}d}" if width else values[name]

    return _PART.sub(value_of, pattern)
