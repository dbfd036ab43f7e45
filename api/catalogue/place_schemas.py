"""What crosses the wire about places, offices and who works there."""

from __future__ import annotations

from api.catalogue.schemas import AgencySchema, PlaceQuerySchema
from api.field_messages import Sentence, ma, validate

_COMMUNE = validate.Regexp(
    r"^\d{5}\Z",
    error=Sentence(
        "wrong_format",
        vi="Xin nhập mã xã, phường gồm 5 chữ số.",
        en="Please enter a commune code of 5 digits.",
    ),
)


def _note(text: str) -> dict[str, str]:
    return {"description": text}


class AgencyQuerySchema(PlaceQuerySchema):
    commune = ma.fields.String(
        load_default=None, validate=_COMMUNE, metadata=_note("five-digit code: only offices that serve it")
    )


class AddressQuerySchema(PlaceQuerySchema):
    class Meta:
        exclude = ("cursor",)

    q = ma.fields.String(
        load_default="",
        metadata=_note(
            "an address of today or of before 1 July 2025, as people write it; only the first 200 characters count"
        ),
    )
    limit = ma.fields.Integer(load_default=20, validate=validate.Range(min=1, max=200))


class AgencyDetailSchema(AgencySchema):
    """An office, also one that has ended: then `successor` is who takes dossiers instead, as far as known."""

    opening_hours = ma.fields.Dict(
        keys=ma.fields.String(),
        values=ma.fields.List(ma.fields.List(ma.fields.String())),
        required=True,
        metadata=_note("monday … sunday: periods of opening and closing, HH:MM; empty when closed"),
    )
    states_hours = ma.fields.Boolean(
        required=True, metadata=_note("false: it has told none, and these are the usual ones of offices")
    )
    in_force = ma.fields.Boolean(required=True, metadata=_note("whether it takes dossiers today"))
    effective_from = ma.fields.Date(required=True, allow_none=True)
    effective_to = ma.fields.Date(required=True, allow_none=True, metadata=_note("its last day"))
    successor = ma.fields.Nested(AgencySchema, required=True, allow_none=True)


class PublishedOfficerSchema(ma.Schema):
    name = ma.fields.String(required=True)
    position = ma.fields.String(required=True)
    area = ma.fields.String(required=True, metadata=_note("fields of work, in words"))
    phone = ma.fields.String(required=True, metadata=_note("digits; '' when none is published"))
    is_head = ma.fields.Boolean(required=True, metadata=_note("head or deputy of the office"))
    photo = ma.fields.String(required=True, allow_none=True, metadata=_note("address of a JPEG"))


class PublishedOfficerListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(PublishedOfficerSchema), required=True)


class CommuneSchema(ma.Schema):
    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    full_name = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    province = ma.fields.String(required=True)
    province_name = ma.fields.String(required=True)


class FormerAddressSchema(ma.Schema):
    full_name = ma.fields.String(required=True, metadata=_note("commune, district, province as they were"))
    whole = ma.fields.Boolean(required=True, metadata=_note("false: it was split, ask which of `choices`"))


class PlaceSchema(CommuneSchema):
    """A commune of today that an address means. With several `choices` it is the first of them."""

    found_by = ma.fields.Nested(
        FormerAddressSchema,
        required=True,
        allow_none=True,
        metadata=_note("null: found by its name of today"),
    )
    choices = ma.fields.List(
        ma.fields.Nested(CommuneSchema), required=True, metadata=_note("never empty; the likeliest first")
    )


class PlaceListSchema(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(PlaceSchema), required=True)
    total = ma.fields.Integer(required=True)
    known = ma.fields.Integer(required=True, metadata=_note("communes there are; 0: none were imported"))
