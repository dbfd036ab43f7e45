"""`motcua officer add|update|photo`: officers' accounts, and what their office's public page says about them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from api.access import OFFICE_ROLES, Role
from api.accounts import phones
from api.accounts.models import Officer
from api.accounts.officers import new_officer
from api.catalogue.models import Agency
from api.documents.portraits import UnusablePicture, clean_portrait, forget_portrait, keep_portrait
from api.extensions import db, lock, write_unit

# As it is typed at every sign-in.
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
F = TypeVar("F", bound=Callable[..., Any])


class Line(click.ParamType[str]):
    """One line of at most `longest` characters that a page can show."""

    name = "text"

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = " ".join(str(value).split())
        if len(text) > self.longest or not text.isprintable():
            self.fail(f"one line of at most {self.longest} characters", param, ctx)
        return text


class Phone(click.ParamType[str]):
    """A Vietnamese number, or an office's 1800 or 1900 number; '' takes it away."""

    name = "phone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).strip():
            return ""
        found = phones.for_citizens(str(value))
        if found is None:
            self.fail(f"{value!r} is no Vietnamese phone number", param, ctx)
        return found


def _public_options(command: F) -> F:
    """What the office's page says. Options that are left out change nothing."""
    for option in (
        click.option("--phone", type=Phone(), help="for citizens"),
        click.option(
            "--fields", type=Line(300), help="what he or she handles, such as 'Hộ tịch, chứng thực'"
        ),
        click.option("--head/--no-head", "is_head", default=None, help="head or deputy: stands first"),
        click.option("--order", "display_order", type=click.IntRange(0, 9999), help="place in the list"),
        click.option(
            "--publish/--hide", "published", default=None, help="on the office's public page (default: hide)"
        ),
    ):
        command = option(command)
    return command


@click.group(name="officer")
def officer_commands() -> None:
    """Officers' accounts, and what is published about them."""


@officer_commands.command(name="add")
@click.argument("username")
@click.option(
    "--role",
    type=click.Choice(sorted(role.value for role in OFFICE_ROLES | {Role.SUPERVISOR})),
    required=True,
)
@click.option("--name", "full_name", type=Line(200), required=True, help="full name")
@click.option(
    "--position",
    type=Line(200),
    required=True,
    help="as citizens read it, such as 'Công chức tư pháp – hộ tịch'",
)
@click.option("--agency", "agency_code", help="code of the office; not for supervisors")
@click.option(
    "--province",
    help="two-digit code of the area a supervisor sees; an administrator records its publishing decisions",
)
@_public_options
@with_appcontext
def add_officer(
    username: str,
    role: str,
    full_name: str,
    position: str,
    agency_code: str | None,
    province: str | None,
    **public: Any,
) -> None:
    """Make an account; its first password is printed once."""
    if not _USERNAME.fullmatch(username):
        raise click.UsageError(
            "a user name has 2 to 64 small letters, digits, dots and dashes, such as 'tran.van'"
        )
    if not full_name or not position:
        raise click.UsageError("name and position cannot be empty")
    is_supervisor = role == Role.SUPERVISOR
    if is_supervisor == (agency_code is not None) or (is_supervisor and province is None):
        raise click.UsageError("officers need --agency, supervisors need --province")
    if province is not None and role not in (Role.SUPERVISOR, Role.ADMINISTRATOR):
        raise click.UsageError("--province is for supervisors and administrators")
    password = secrets.token_urlsafe(12)
    with write_unit():
        agency = db.session.execute(select(Agency).where(Agency.code == agency_code)).scalar_one_or_none()
        if agency_code and agency is None:
            raise click.UsageError(f"there is no agency {agency_code}")
        if agency and province not in (None, agency.province_code):
            raise click.UsageError(f"{agency_code} lies in province {agency.province_code}")
        if db.session.execute(select(Officer.id).where(Officer.username == username)).first() is not None:
            raise click.UsageError(f"there is an officer {username} already")
        officer = new_officer(
            username=username,
            password=password,
            full_name=full_name,
            position=position,
            role=Role(role),
            agency_id=agency.id if agency else None,
            scope_province=province,
        )
        _set(officer, public)
    click.echo(f"{username}: {password}")


@officer_commands.command(name="update")
@click.argument("username")
@click.option("--name", "full_name", type=Line(200), help="full name")
@click.option("--position", type=Line(200), help="as citizens read it")
@_public_options
@with_appcontext
def update_officer(username: str, **changes: Any) -> None:
    """Change what is known of an officer; what is left out stays."""
    if any(changes[name] == "" for name in ("full_name", "position")):
        raise click.UsageError("name and position cannot be empty")
    with write_unit():
        officer = _locked(username)
        _set(officer, changes)
    click.echo(f"{username}: {'published' if officer.published else 'not published'}")


@officer_commands.command(name="photo")
@click.argument("username")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--remove", is_flag=True, help="take the photo away")
@with_appcontext
def photo_of_officer(username: str, file: Path | None, remove: bool) -> None:
    """Set the photo on the public page: JPEG, PNG or WebP; it is made small and cut to 3 : 4."""
    if (file is None) != remove:
        raise click.UsageError("name a FILE, or --remove")
    if db.session.execute(select(Officer.id).where(Officer.username == username)).first() is None:
        raise click.UsageError(f"there is no officer {username}")
    sha256: str | None = None
    if file:
        try:
            sha256 = keep_portrait(clean_portrait(file.read_bytes()))
        except UnusablePicture as unusable:
            raise click.UsageError(f"{file.name}: {unusable}") from unusable
    with write_unit():
        officer = _locked(username)
        before, officer.photo_sha256 = officer.photo_sha256, sha256
    if before and before != sha256:
        forget_portrait(before)
    click.echo(f"{username}: {'photo set' if sha256 else 'no photo'}")


def _locked(username: str) -> Officer:
    """The officer's row, inside a write unit."""
    found = db.session.execute(select(Officer.id).where(Officer.username == username)).scalar_one_or_none()
    officer = lock(Officer, found) if found else None
    if officer is None:
        raise click.UsageError(f"there is no officer {username}")
    return officer


def _set(officer: Officer, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if value is not None:
            setattr(officer, name, value)
    if officer.published and officer.agency_id is None:
        raise click.UsageError("only officers of an office stand on its page")
