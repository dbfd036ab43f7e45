"""What crosses the wire about signed acknowledgements."""

from __future__ import annotations

from api.dossiers.acknowledgements import HAND_IN, SUPPLEMENT
from api.dossiers.signed_statements import LONGEST_TOKEN
from api.field_messages import ma, validate


class ReceiptFileSchema(ma.Schema):
    name = ma.fields.String(required=True)
    size = ma.fields.Integer(required=True, metadata={"description": "bytes"})
    sha256 = ma.fields.String(required=True)
    requirement_id = ma.fields.String(required=True)
    requirement_name = ma.fields.String(required=True, allow_none=True)


class SignedReceiptSchema(ma.Schema):
    """`token` and `manifest` are all that checking it needs; the rest is the same, to be read (docs/receipts.md)."""

    token = ma.fields.String(
        required=True, metadata={"description": "a compact JWS (RFC 7515, 8037) over the claims of a JWT"}
    )
    manifest = ma.fields.String(
        required=True, metadata={"description": "the text whose SHA-256 is the claim `manifest`"}
    )
    event = ma.fields.String(required=True, validate=validate.OneOf([HAND_IN, SUPPLEMENT]))
    at = ma.fields.AwareDateTime(required=True)
    manifest_sha256 = ma.fields.String(required=True, metadata={"description": "in hexadecimal"})
    key_id = ma.fields.String(required=True)
    check_url = ma.fields.String(required=True, metadata={"description": "what the QR code holds"})
    files = ma.fields.List(ma.fields.Nested(ReceiptFileSchema), required=True)


class ReceiptsSchema(ma.Schema):
    """One for handing in and one for each supplement, oldest first. Each stays the same for good."""

    format = ma.fields.String(required=True, validate=validate.OneOf(["motcua-receipt/1"]))
    submission_number = ma.fields.String(required=True)
    procedure_code = ma.fields.String(required=True)
    agency_code = ma.fields.String(required=True)
    keys_url = ma.fields.String(required=True)
    receipts = ma.fields.List(ma.fields.Nested(SignedReceiptSchema), required=True)


class PublicKeySchema(ma.Schema):
    """A JSON Web Key (RFC 7517) of an Ed25519 key (RFC 8037)."""

    kty = ma.fields.String(required=True)
    crv = ma.fields.String(required=True)
    alg = ma.fields.String(required=True)
    use = ma.fields.String(required=True)
    kid = ma.fields.String(required=True)
    x = ma.fields.String(required=True)
    in_use = ma.fields.Boolean(
        required=True, metadata={"description": "new acknowledgements are signed with it"}
    )
    first_used_at = ma.fields.AwareDateTime(required=True, allow_none=True)


class PublicKeySetSchema(ma.Schema):
    keys = ma.fields.List(ma.fields.Nested(PublicKeySchema), required=True)


class StatementSchema(ma.Schema):
    token = ma.fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_TOKEN),
        metadata={"description": "a compact JWS, as in the QR code behind '#'"},
    )


class CheckedStatementSchema(ma.Schema):
    outcome = ma.fields.String(required=True, validate=validate.OneOf(["holds", "broken", "unknown_key"]))
