"""Who may call what. A blueprint gets its rule where it is registered (factory.py); none means nobody.

Finer rules (which action of which role in which status, whose dossier) belong to the folders' own rules.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from flask import Flask, g, request
from flask.sansio.blueprints import Blueprint

from api.errors import Forbidden, Unauthenticated


class Role(StrEnum):
    """What somebody is here. The officers' roles follow domain.md feature 64."""

    CITIZEN = "citizen"
    RECEPTION = "reception"
    SPECIALIST = "specialist"
    ROOM_LEADER = "room_leader"
    LEADER = "leader"
    CLERK = "clerk"
    CASHIER = "cashier"
    ADMINISTRATOR = "administrator"
    SUPERVISOR = "supervisor"


OFFICE_ROLES = frozenset(
    {
        Role.RECEPTION,
        Role.SPECIALIST,
        Role.ROOM_LEADER,
        Role.LEADER,
        Role.CLERK,
        Role.CASHIER,
        Role.ADMINISTRATOR,
    }
)


@dataclass(frozen=True)
class Rule:
    """`roles` may enter; None means anybody, signed in or not."""

    name: str
    roles: frozenset[Role] | None

    def admits(self, role: Role | None) -> bool:
        return self.roles is None or role in self.roles


ANYBODY = Rule("anybody", None)
CITIZENS = Rule("citizens", frozenset({Role.CITIZEN}))
OFFICE = Rule("office", OFFICE_ROLES)
ADMINISTRATORS = Rule("administrators", frozenset({Role.ADMINISTRATOR}))
SUPERVISORS = Rule("supervisors", frozenset({Role.SUPERVISOR}))
SIGNED_IN = Rule("signed in", frozenset(Role))
HAND_IN = Rule("citizens and office", OFFICE_ROLES | {Role.CITIZEN})

RULES = "motcua_access_rules"


def rules(app: Flask) -> dict[str, Rule]:
    """Blueprint name → rule, as declared at registration."""
    declared: dict[str, Rule] = app.extensions.setdefault(RULES, {})
    return declared


def declare(app: Flask, blueprint: Blueprint, rule: Rule) -> None:
    rules(app)[blueprint.name] = rule


def enforce(app: Flask, who_asks: Callable[[], Role | None]) -> None:
    """Check the rule before every request. `who_asks` answers the caller's role, or None for nobody signed in.

    It is asked only where a rule needs it, so that public pages cost no look-up and a stale cookie does not lock
    anybody out of them.
    """

    @app.before_request
    def _check() -> None:
        endpoint = request.endpoint
        if endpoint is None:  # no such path or method: the error handler answers
            return
        if request.method == "OPTIONS":  # Flask's list of methods; flask-jwt-extended reads no token here
            return
        rule = rules(app).get(request.blueprint or "")
        if rule is None:
            raise Forbidden
        if rule.roles is None:
            return
        role = who_asks()
        if role is None:
            raise Unauthenticated
        if not rule.admits(role):
            raise Forbidden
        g.role = role
