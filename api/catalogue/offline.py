"""The compact catalogue that the app searches without a network: national, listed procedures only.

A JSON document {version, fields, levels, online_levels, procedures, words, life_events}; a procedure is [code, name,
index into fields, index into levels, index into online_levels, 1 when it has detail + 2 when it is often needed],
where null stands for no level. The procedures are in the canonical order of `search.py`, which also breaks ties on
the phone. `words` is the folded table of everyday words (`everyday.py`). A life event (`life_events.py`) is [slug,
names, introductions, procedures]: the texts in Vietnamese and English, a procedure as [index into procedures, what
people call it].
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import brotli  # type: ignore[import-untyped]
import orjson

from api.catalogue.life_events import LANGUAGES, LifeEvent
from api.catalogue.records import LEVELS, ONLINE_LEVELS
from api.catalogue.search import IndexRow

# Best first; the last resort is to send it as it is.
ENCODINGS = ("br", "gzip")
# Half a second once a version, while the first request waits; 9 is 9 % larger, 11 takes three times as long for 2 %.
_BROTLI_QUALITY = 10


@dataclass(frozen=True)
class OfflineCatalogue:
    """The document in each encoding ('identity', 'gzip', 'br'), and the hash of its text."""

    bodies: dict[str, bytes]
    digest: str

    @classmethod
    def build(
        cls,
        rows: Sequence[IndexRow],
        *,
        version: int,
        words: dict[str, Any],
        life_events: Sequence[tuple[LifeEvent, Sequence[tuple[str, IndexRow]]]] = (),
    ) -> OfflineCatalogue:
        fields = sorted({row.field for row in rows})
        places = {row.code: position for position, row in enumerate(rows)}
        field_index = {name: position for position, name in enumerate(fields)}
        text = orjson.dumps(
            {
                "version": version,
                "fields": fields,
                "levels": LEVELS,
                "online_levels": ONLINE_LEVELS,
                "procedures": [
                    [
                        row.code,
                        row.name,
                        field_index[row.field],
                        None if row.level is None else LEVELS.index(row.level),
                        None if row.online_level is None else ONLINE_LEVELS.index(row.online_level),
                        row.has_detail + 2 * row.often_needed,
                    ]
                    for row in rows
                ],
                "words": words,
                "life_events": [
                    [
                        event.slug,
                        [event.name[language] for language in LANGUAGES],
                        [event.introduction[language] for language in LANGUAGES],
                        [[places[row.code], label] for label, row in procedures],
                    ]
                    for event, procedures in life_events
                ],
            }
        )
        bodies = {
            "identity": text,
            "gzip": gzip.compress(text, 9, mtime=0),
            "br": brotli.compress(text, quality=_BROTLI_QUALITY, lgwin=22),
        }
        return cls(bodies, hashlib.sha256(text).hexdigest()[:20])
