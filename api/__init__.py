"""The Một Cửa service: a Flask JSON API over the folders of this package."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from api.config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application from `settings`, or from the environment."""
    # Imported here, so that a pure rule (a deadline, say) can be imported without loading the whole service.
    import_service()
    from api.config import Settings
    from api.factory import build

    return build(settings or Settings.from_environment())


def import_service() -> None:
    """Load the modules of the service; no application, connection or thread is made.

    The garbage collector would search what modules make again and again while it grows, for a fifth of the time
    (1.5 s with it, 1.2 s without). All of it stays for good, also in the processes that are forked afterwards.
    """
    if "api.factory" in sys.modules:
        return
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        import_module("api.factory")
    finally:
        if was_enabled:
            gc.enable()
    gc.freeze()
