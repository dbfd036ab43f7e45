"""The Một Cửa service: a Flask JSON API over the folders of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from api.config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application from `settings`, or from the environment."""
    # Imported here, so that a pure rule (a deadline, say) can be imported without loading the whole service.
    from api.config import Settings
    from api.factory import build

    return build(settings or Settings.from_environment())
