"""What crosses the wire when somebody signs in."""

from __future__ import annotations

from api.field_messages import ma, validate


class CodeRequestSchema(ma.Schema):
    phone = ma.fields.String(required=True, validate=validate.Length(max=30))


class CodeSentSchema(ma.Schema):
    expires_in_seconds = ma.fields.Integer(required=True)


class CitizenSignInSchema(ma.Schema):
    phone = ma.fields.String(required=True, validate=validate.Length(max=30))
    code = ma.fields.String(required=True, validate=validate.Length(min=1, max=12))
    tokens = ma.fields.Boolean(
        load_default=False, metadata={"description": "answer tokens instead of cookies"}
    )


class OfficerSignInSchema(ma.Schema):
    username = ma.fields.String(required=True, validate=validate.Length(min=1, max=64))
    password = ma.fields.String(required=True, validate=validate.Length(min=1, max=200))
    tokens = ma.fields.Boolean(
        load_default=False, metadata={"description": "answer tokens instead of cookies"}
    )


class MeSchema(ma.Schema):
    """The signed-in person. Officers have a name, position and agency; citizens a phone, masked."""

    id = ma.fields.UUID(required=True, metadata={"description": "tells apart who uses one device"})
    role = ma.fields.String(required=True)
    phone = ma.fields.String()
    username = ma.fields.String()
    full_name = ma.fields.String()
    position = ma.fields.String()
    agency_code = ma.fields.String(allow_none=True)


class SignedInSchema(MeSchema):
    access_token = ma.fields.String()
    refresh_token = ma.fields.String()
