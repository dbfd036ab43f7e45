"""The numbers of a dossier.

A submission number at hand-in: random, so that it cannot be guessed. The official code only at reception, by the
pattern of the settings (TT 01/2018 Art 19), and with it the next number in the office's register of the year
(Art 10(2)). Both are counted by one atomic statement, so that two officers at two counters never get the same one.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime

from api.calendars.opening_hours import TIME_ZONE
from api.catalogue.models import Agency
from api.code_pattern import fill_in
from api.config import current_settings
from api.dossiers.errors import RegisterClosed
from api.dossiers.models import CodeCounter, RegisterClosing, RegisterCounter
from api.extensions import db, insert

# Crockford's base 32 without letters that look like digits.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def submission_number(at: datetime) -> str:
    """'NOP-261122-7K3QX9MB': the day in Vietnam and 40 random bits."""
    random_part = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"NOP-{at.astimezone(TIME_ZONE):%y%m%d}-{random_part}"


def next_code(agency: Agency, at: datetime) -> str:
    """The next dossier code of the agency for the day of reception; belongs into a write unit."""
    day: date = at.astimezone(TIME_ZONE).date()
    statement = insert(CodeCounter).values(agency_id=agency.id, day=day, last=1)
    statement = statement.on_conflict_do_update(
        index_elements=[CodeCounter.agency_id, CodeCounter.day], set_={"last": CodeCounter.last + 1}
    ).returning(CodeCounter.last)
    sequence: int = db.session.execute(statement).scalar_one()
    return fill_in(current_settings().dossier_code_pattern, agency=agency.code, day=day, number=sequence)


def next_in_register(agency: Agency, at: datetime) -> tuple[int, int]:
    """(year, number) of what is received now; belongs into a write unit.

    Raises RegisterClosed for a year that is closed: then the clock of this machine runs behind.
    """
    year = at.astimezone(TIME_ZONE).year
    statement = insert(RegisterCounter).values(agency_id=agency.id, year=year, last=1)
    statement = statement.on_conflict_do_update(
        index_elements=[RegisterCounter.agency_id, RegisterCounter.year],
        set_={"last": RegisterCounter.last + 1},
    ).returning(RegisterCounter.last)
    number: int = db.session.execute(statement).scalar_one()
    # Looked at with the counter locked, as closing locks it: what was closed meanwhile is seen, and the unit undone.
    if db.session.get(RegisterClosing, (agency.id, year)) is not None:
        raise RegisterClosed(year=year)
    return year, number
