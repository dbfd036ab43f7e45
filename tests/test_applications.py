"""A lent application shows a test nothing of the test before."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from api import create_app
from api.accounts import tokens
from api.accounts.models import Citizen, RateCount
from api.catalogue.index import current_snapshot
from api.config import Settings, current_settings
from api.extensions import db
from tests.applications import lent_application
from tests.catalogue_lines import few_procedures, import_lines
from tests.people import sign_in_citizen


def settings_with_a_copy(template: str, folder: Path) -> Settings:
    folder.mkdir()
    shutil.copyfile(template, folder / "motcua.sqlite")
    return Settings.from_environment({"MOTCUA_DATA": str(folder), "DATABASE_URL": "", "SECRET_KEY": "t" * 40})


def rows(model: type[Citizen] | type[RateCount]) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def test_nothing_is_left_of_the_test_before(templates: dict[str, str], tmp_path: Path) -> None:
    first, second = (settings_with_a_copy(templates["sqlite"], tmp_path / name) for name in ("one", "two"))
    with lent_application(first) as app:
        sign_in_citizen(app, "0912345678")
        import_lines(tmp_path, few_procedures())
        assert current_snapshot().index.rows
        app.config["JWT_ACCESS_TOKEN_EXPIRES"] = timedelta(seconds=-1)
        create_app(replace(first, redis_url="redis://127.0.0.1:1"))  # whose limiter counts elsewhere
    with lent_application(second) as again:
        assert again is app
        assert current_settings() == second
        assert again.config["JWT_ACCESS_TOKEN_EXPIRES"] == tokens.ACCESS_LIFE
        assert (rows(Citizen), len(current_snapshot().index.rows)) == (0, 0)
        answer = again.test_client().post("/api/v1/auth/otp", json={"phone": "0912345678"})
        db.session.rollback()  # what was read before must not stand in the way of what is there now
        assert (answer.status_code, rows(RateCount) > 0) == (202, True)


def test_other_settings_make_another_application(templates: dict[str, str], tmp_path: Path) -> None:
    settings = settings_with_a_copy(templates["sqlite"], tmp_path / "one")
    with lent_application(settings) as app:
        assert not app.config["JWT_COOKIE_SECURE"]
    with lent_application(replace(settings, public_url="https://motcua.example")) as other:
        assert other.config["JWT_COOKIE_SECURE"]
