"""What crosses the wire about messages and devices."""

from __future__ import annotations

from api.field_messages import STALE_PAGE, TOO_MANY, ma, validate

MAX_ID = 2**63 - 1  # of a database key


class PushKeySchema(ma.Schema):
    key = ma.fields.String(required=True, metadata={"description": "applicationServerKey, base64url"})


class PushKeysSchema(ma.Schema):
    p256dh = ma.fields.String(required=True, validate=validate.Length(max=100))
    auth = ma.fields.String(required=True, validate=validate.Length(max=32))


class SubscribeSchema(ma.Schema):
    """What PushSubscription.toJSON() gives, with a name for the device and its language."""

    endpoint = ma.fields.String(required=True, validate=validate.Length(min=1, max=2000))
    keys = ma.fields.Nested(PushKeysSchema, required=True)
    expirationTime = ma.fields.Raw(allow_none=True)
    device_name = ma.fields.String(validate=validate.Length(max=100))
    language = ma.fields.String(validate=validate.OneOf(["vi", "en"]))


class OldSubscriptionSchema(ma.Schema):
    endpoint = ma.fields.String(required=True, validate=validate.Length(min=1, max=2000))
    auth = ma.fields.String(required=True, validate=validate.Length(min=1, max=32))


class RenewSchema(ma.Schema):
    """The old subscription's address and secret, and the new one as PushSubscription.toJSON() gives it."""

    old = ma.fields.Nested(OldSubscriptionSchema, required=True)
    endpoint = ma.fields.String(required=True, validate=validate.Length(min=1, max=2000))
    keys = ma.fields.Nested(PushKeysSchema, required=True)
    expirationTime = ma.fields.Raw(allow_none=True)


class UnsubscribeSchema(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    endpoint = ma.fields.String(required=True, validate=validate.Length(min=1, max=2000))


class DeviceSchema(ma.Schema):
    id = ma.fields.UUID(required=True)
    endpoint = ma.fields.String(required=True)
    device_name = ma.fields.String(required=True)
    language = ma.fields.String(required=True)
    created_at = ma.fields.AwareDateTime(required=True)
    confirmed_at = ma.fields.AwareDateTime(required=True)
    last_delivered_at = ma.fields.AwareDateTime(allow_none=True)


class DeviceListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(DeviceSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)


class TestPushSchema(ma.Schema):
    devices = ma.fields.Integer(required=True)


class MessageSchema(ma.Schema):
    id = ma.fields.Integer(required=True)
    kind = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    body = ma.fields.String(required=True)
    dossier_id = ma.fields.UUID(allow_none=True)
    procedure_name = ma.fields.String(allow_none=True)
    dossier_number = ma.fields.String(
        allow_none=True,
        metadata={"description": "the dossier's code, before reception its submission number"},
    )
    link = ma.fields.String(required=True)
    created_at = ma.fields.AwareDateTime(required=True)
    read = ma.fields.Boolean(required=True)


class InboxSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(MessageSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)
    unread = ma.fields.Integer(required=True)


class InboxQuerySchema(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    limit = ma.fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))
    cursor = ma.fields.Integer(
        error_messages={"invalid": STALE_PAGE}, validate=validate.Range(min=1, max=MAX_ID, error=STALE_PAGE)
    )


class MarkReadSchema(ma.Schema):
    """Without ids: all."""

    ids = ma.fields.List(
        ma.fields.Integer(validate=validate.Range(min=1, max=MAX_ID)),
        validate=validate.Length(max=500, error=TOO_MANY),
    )
