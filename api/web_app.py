"""Serves the built PWA: files by WhiteNoise, and the shell for every address that is a page of the app."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Response, request, send_from_directory
from werkzeug.exceptions import NotFound
from whitenoise import WhiteNoise

from api.config import Settings, current_settings
from api.errors import answer_http_exception

if TYPE_CHECKING:
    from wsgiref.headers import Headers

    from _typeshed.wsgi import WSGIApplication

NOT_BUILT = (
    "The web app is not built. Run `make pwa`, then start again. The API answers at /api/v1/openapi.json.\n"
)
# The end of a file's name, or something hidden. Codes of procedures, agencies and dossiers hold dots too
# (1.001193, Y99.86.01-261122-0001), but none of them ends in small letters.
FILE = re.compile(r"\.[a-z]+[0-9]?$|/\.")


def static_files(app: WSGIApplication, settings: Settings) -> WSGIApplication:
    """Files of the build before the application: hashed ones for ever, the others checked at each use."""
    if not settings.pwa_dir.is_dir():
        return app
    served: WSGIApplication = WhiteNoise(
        app,
        root=str(settings.pwa_dir),
        index_file=True,
        allow_all_origins=False,
        max_age=0,
        mimetypes={".webmanifest": "application/manifest+json"},
        immutable_file_test=lambda _path, url: url.startswith("/assets/"),
        add_headers_function=_revalidate,
    )
    return served


def _revalidate(headers: Headers, _path: str, url: str) -> None:
    # A stale shell or service worker would keep an old app alive for ever.
    if not url.startswith("/assets/"):
        headers["Cache-Control"] = "no-cache"


def answer_page_or_404(error: NotFound) -> Response:
    """The app's shell for an address that is a page of the app; a problem document for everything else.

    A fallback and not a route: a route for every path would answer 405 where nothing is.
    """
    path = request.path
    is_page = request.method in ("GET", "HEAD") and not FILE.search(path)
    if not is_page or path.startswith("/api") or not request.accept_mimetypes.accept_html:
        return answer_http_exception(error)
    folder = current_settings().pwa_dir
    if not (folder / "index.html").is_file():
        return Response(NOT_BUILT, status=503, mimetype="text/plain")
    response = send_from_directory(folder, "index.html")
    response.headers["Cache-Control"] = "no-cache"
    return response
