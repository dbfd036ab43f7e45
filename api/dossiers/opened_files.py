"""Links to files are opened by the browser itself, which can neither renew a session nor read a problem document.

Where such a link fails, the browser is sent to a page of the app (pwa/src/openFile/OpenFilePage.tsx): it renews the
access token and opens the file, or says in words what is wrong. Programs, and the app's own requests, get the
problem.
"""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, request

FAULT_PAGE = "/tep"
LINKED = frozenset(
    {
        "desk.control_slip", "desk.document", "desk.form", "desk.original", "desk.paper", "desk.receipt",
        "dossiers.document", "dossiers.form", "dossiers.receipt", "dossiers.screen", "dossiers.signed_receipts",
        "register.pdf", "register.xlsx",
    }
)  # fmt: skip


def explain_to_browser(response: Response) -> Response:
    """For `after_request`. Only a navigation asks for HTML by name; pictures and `fetch` do not."""
    is_navigation = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
    if response.status_code < 400 or not is_navigation or request.endpoint not in LINKED:
        return response
    place = f"{FAULT_PAGE}?dia-chi={quote(request.path, safe='')}"
    return Response(status=303, headers={"Location": place, "Cache-Control": "no-store"})
