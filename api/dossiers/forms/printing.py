"""The forms as answers to a request."""

from __future__ import annotations

from flask import Response, url_for

from api.dossiers.errors import NoForm
from api.dossiers.forms.control_slip import make_control_slip
from api.dossiers.forms.prescribed import CONTROL_SLIP, form_of
from api.dossiers.forms.sheet import pdf_response
from api.dossiers.forms.slips import make_slip
from api.dossiers.models import Dossier, DossierEvent


def form_response(dossier: Dossier, sequence: int, *, with_secret: bool) -> Response:
    """The form of the step with this number. Raises NoForm where there is none."""
    event = next((one for one in dossier.events if one.sequence == sequence), None)
    form = form_of(event) if event else None
    if event is None or form is None:
        raise NoForm
    name = f"{dossier.code or dossier.submission_number}-mau-{form.number}-{sequence}.pdf"
    return pdf_response(make_slip(event, with_secret=with_secret), name)


def control_slip_response(dossier: Dossier) -> Response:
    name = f"{dossier.code or dossier.submission_number}-mau-{CONTROL_SLIP.number}.pdf"
    return pdf_response(make_control_slip(dossier), name)


def form_link(event: DossierEvent, *, for_office: bool) -> dict[str, str] | None:
    """The title and address of the form that goes with a step, if any."""
    form = form_of(event)
    if form is None:
        return None
    endpoint = "desk.form" if for_office else "dossiers.form"
    return {
        "number": form.number,
        "title": form.title,
        "url": url_for(endpoint, dossier_id=event.dossier_id, sequence=event.sequence),
    }
