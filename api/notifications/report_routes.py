"""What gateways report later about letters they took: delivered or failed."""

from __future__ import annotations

import hmac
from typing import Any

from flask import Response, request
from sqlalchemy import update

from api.blueprint import Blueprint
from api.config import current_settings
from api.errors import NotFound, Unauthenticated
from api.extensions import db, now, write_unit
from api.field_messages import ma, validate
from api.notifications.models import Delivery
from api.notifications.planning import Channel
from api.rate_limits import limiter

blueprint = Blueprint("channel_reports", __name__, description="Delivery reports of gateways")
CHANNELS = tuple(str(channel) for channel in Channel if channel is not Channel.PUSH)


class ReportSchema(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    id = ma.fields.String(required=True, validate=validate.Length(min=1, max=100))
    status = ma.fields.String(required=True, validate=validate.OneOf(["delivered", "failed"]))


@blueprint.post("/channel-reports/<channel>")
@limiter.limit("60000/hour")
@blueprint.arguments(ReportSchema)
@blueprint.response(204)
def report(body: dict[str, Any], channel: str) -> Response:
    """A gateway says what became of a letter. Bearer CHANNEL_REPORT_TOKEN; a repeated report changes nothing."""
    token = current_settings().channel_report_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        raise Unauthenticated
    statement = (
        update(Delivery)
        .where(Delivery.provider_id == body["id"], Delivery.channel == channel, Delivery.state == "done")
        .values(report=body["status"], reported_at=now())
        .returning(Delivery.id)
    )
    with write_unit():
        found = db.session.execute(statement.execution_options(synchronize_session=False)).all()
    if channel not in CHANNELS or not found:
        raise NotFound
    return Response(status=204)
