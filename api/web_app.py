"""Serves the built PWA: files by WhiteNoise, and the shell for every address that is a page of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request, send_from_directory
from whitenoise import WhiteNoise

from api.config import Settings, current_settings
from api.errors import NotFound

if TYPE_CHECKING:
    from wsgiref.headers import Headers

    from _typeshed.wsgi import WSGIApplication

blueprint = Blueprint("web_app", __name__)

NOT_BUILT = (
    "The web app is not built. Run `make pwa`, then start again. The API answers at /api/v1/openapi.json.\n"
)


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
        immutable_file_test=lambda _path, url: url.startswith("/assets/"),
        add_headers_function=_revalidate,
    )
    return served


def _revalidate(headers: Headers, _path: str, url: str) -> None:
    # A stale shell or service worker would keep an old app alive for ever.
    if not url.startswith("/assets/"):
        headers["Cache-Control"] = "no-cache"


@blueprint.get("/")
@blueprint.get("/<path:page>")
def shell(page: str = "") -> Response:
    """The app's page for any deep link. Files that do not exist, and everything below /api, stay 404."""
    wants_page = request.accept_mimetypes.accept_html and "." not in page.rpartition("/")[2]
    if page.startswith("api/") or page == "api" or not wants_page:
        raise NotFound
    folder = current_settings().pwa_dir
    if not (folder / "index.html").is_file():
        return Response(NOT_BUILT, status=503, mimetype="text/plain")
    response = send_from_directory(folder, "index.html")
    response.headers["Cache-Control"] = "no-cache"
    return response
