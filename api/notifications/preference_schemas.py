"""What crosses the wire about what a citizen wants to hear."""

from __future__ import annotations

from api.field_messages import TOO_MANY, ma, validate
from api.notifications.email_addresses import MAX_LENGTH
from api.notifications.planning import Channel, Night
from api.notifications.preferences import PURPOSES, TEXT_VERSION, URGENT

_PURPOSES = [str(purpose) for purpose in PURPOSES]
_CHANNELS = [str(channel) for channel in Channel]
_NIGHTS = [str(night) for night in Night]


class ChannelChoiceSchema(ma.Schema):
    channel = ma.fields.String(required=True, validate=validate.OneOf(_CHANNELS))
    wanted = ma.fields.Boolean(required=True)


class PurposeSchema(ma.Schema):
    purpose = ma.fields.String(required=True, validate=validate.OneOf(_PURPOSES))
    rings_at_night = ma.fields.Boolean(required=True)
    channels = ma.fields.List(ma.fields.Nested(ChannelChoiceSchema), required=True)


class PreferencesSchema(ma.Schema):
    text_version = ma.fields.String(
        required=True, metadata={"description": "of the words of consent; send it back with a change"}
    )
    night = ma.fields.String(
        required=True,
        validate=validate.OneOf(_NIGHTS),
        metadata={"description": "a push between 21:00 and 07:00: silent, held until 07:00, or as by day"},
    )
    email = ma.fields.String(required=True, allow_none=True)
    email_waiting = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "an address whose code has not come back yet"},
    )
    purposes = ma.fields.List(ma.fields.Nested(PurposeSchema), required=True)


class ChoiceSchema(ma.Schema):
    """`channel` may be 'urgent': messages of this purpose ring at night as well."""

    purpose = ma.fields.String(required=True, validate=validate.OneOf(_PURPOSES))
    channel = ma.fields.String(required=True, validate=validate.OneOf([*_CHANNELS, URGENT]))
    wanted = ma.fields.Boolean(required=True)


class ChangePreferencesSchema(ma.Schema):
    """What is left out stays as it is."""

    text_version = ma.fields.String(required=True, validate=validate.OneOf([TEXT_VERSION]))
    night = ma.fields.String(validate=validate.OneOf(_NIGHTS))
    choices = ma.fields.List(ma.fields.Nested(ChoiceSchema), validate=validate.Length(max=40, error=TOO_MANY))


class EmailSchema(ma.Schema):
    email = ma.fields.String(required=True, validate=validate.Length(min=1, max=MAX_LENGTH + 20))


class EmailCodeSentSchema(ma.Schema):
    expires_in_seconds = ma.fields.Integer(required=True)


class EmailCodeSchema(ma.Schema):
    code = ma.fields.String(required=True, validate=validate.Length(min=1, max=12))
