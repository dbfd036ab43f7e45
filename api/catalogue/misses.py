"""Look-ups that led to nothing, for the editors of the words table: what was typed, how often, first and last day.

Never who, from where or at what time of the day. People also type what is nobody's business into a search box, so
nothing is kept that looks like a person: numbers of six digits or more (telephone, identity, dates, dossiers),
addresses of e-mail, names. Shorter numbers are masked. Only what nobody understood is kept (`is_miss`, decided here
and not by who tells), at most `MOST` of it, each for `DAYS_KEPT` days after it was last typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import delete, func, select

from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.folding import fold
from api.catalogue.index import current_snapshot
from api.catalogue.models import CatalogueMiss
from api.catalogue.search import SearchIndex
from api.extensions import db, insert, now, write_unit

MOST = 5_000
SOME = 250  # so many go at a time when there are too many: those typed least, longest ago
DAYS_KEPT = 180
LONGEST = 80  # characters; CatalogueMiss.folded

# Six digits with nothing but blanks and marks between them: '0912 345 678', '12/05/1990', '086000000001'.
_PERSONAL_NUMBER = re.compile(r"\d(?:[\W_]*\d){5}")
_NUMBER = re.compile(r"\d{3,}")
_FAMILY_NAME_LIST = """
Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đinh Lâm Trịnh Mai Trương Phùng Hà Cao
Lương Tạ Châu Quách Thái Tô Vương Đoàn Kiều Chu La Giang Nông Hứa Triệu Lò Quàng Giàng Vàng Sùng Thào
"""
_FAMILY_NAMES = frozenset(name.lower() for name in _FAMILY_NAME_LIST.split())
_FAMILY_NAMES_FOLDED = frozenset(fold(name) for name in _FAMILY_NAMES)
_MIDDLE_NAMES = frozenset(("văn", "thị", "van", "thi"))


def record(query: str) -> None:
    """Count a look-up that its author has finished; what is no miss, or may be personal, is not kept."""
    kept = keepable(query)
    if kept is None or not is_miss(current_snapshot().index, query):
        return
    today = _today()
    statement = insert(CatalogueMiss).values(folded=kept, count=1, first_on=today, last_on=today)
    with write_unit():
        db.session.execute(
            statement.on_conflict_do_update(
                index_elements=[CatalogueMiss.folded],
                set_={"count": CatalogueMiss.count + 1, "last_on": today},
            )
        )
        _make_room()


def is_miss(index: SearchIndex, query: str) -> bool:
    """Whether nothing was found, or half of what the query tells is known to nobody."""
    reading = index.reading(query)
    if reading.unknown and 2 * len(reading.unknown) >= reading.telling:
        return True
    return bool(reading.words) and not index.search(query)


def keepable(query: str) -> str | None:
    """The query as it may be kept: folded, numbers masked, at most LONGEST; None when it may be about a person."""
    text = unicodedata.normalize("NFKC", query)
    if "@" in text or _PERSONAL_NUMBER.search(text) or _names_somebody(text.split()):
        return None
    folded = _NUMBER.sub("#", fold(text))
    if len(folded) > LONGEST:
        folded = folded[: LONGEST + 1].rpartition(" ")[0]  # one word of eighty letters is none
    return folded if re.search(r"[^\W\d_]", folded) else None


def most_frequent(*, since: date | None, limit: int) -> Sequence[dict[str, Any]]:
    """[{query, count, first_on, last_on}], the most frequent first; `since`: those typed on that day or later."""
    statement = select(
        CatalogueMiss.folded.label("query"),
        CatalogueMiss.count,
        CatalogueMiss.first_on,
        CatalogueMiss.last_on,
    )
    if since:
        statement = statement.where(CatalogueMiss.last_on >= since)
    ordered = statement.order_by(
        CatalogueMiss.count.desc(), CatalogueMiss.last_on.desc(), CatalogueMiss.folded
    )
    return [dict(row) for row in db.session.execute(ordered.limit(limit)).mappings()]


def forget_old() -> None:
    """Drop what nobody has typed for long; part of the worker's sweep. Belongs into a write unit."""
    oldest = _today() - timedelta(days=DAYS_KEPT)
    db.session.execute(delete(CatalogueMiss).where(CatalogueMiss.last_on < oldest))


def _make_room() -> None:
    if db.session.execute(select(func.count()).select_from(CatalogueMiss)).scalar_one() <= MOST:
        return
    least = (
        select(CatalogueMiss.folded)
        .order_by(CatalogueMiss.count, CatalogueMiss.last_on, CatalogueMiss.folded)
        .limit(SOME)
    )
    db.session.execute(delete(CatalogueMiss).where(CatalogueMiss.folded.in_(least)))


def _names_somebody(words: Sequence[str]) -> bool:
    """'Nguyễn Văn Nam', 'tran thi b', 'Lê Nam': a family name before a middle name or, both capital, another name."""
    for one, other in pairwise(words):
        if not _is_family_name(one.lower()):
            continue
        if other.lower() in _MIDDLE_NAMES or (one.istitle() and other.istitle()):
            return True
    return False


def _is_family_name(word: str) -> bool:
    """Typed with its marks, or with none: 'đỗ' and 'do', but not 'đô'."""
    return word in _FAMILY_NAMES or (word in _FAMILY_NAMES_FOLDED and word.isascii())


def _today() -> date:
    return now().astimezone(TIME_ZONE).date()
