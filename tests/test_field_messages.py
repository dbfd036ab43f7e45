"""Whatever a field may be told is one sentence in the language of the request, with a code that stays."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import marshmallow as ma
import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import validate

from api.access import Role
from api.errors import field_errors
from api.field_messages import TOO_LONG, TOO_MANY, Sentence
from tests.catalogue_lines import few_procedures, import_lines
from tests.handing_in import body_for
from tests.people import Office, Person

VIETNAMESE = set("ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự")
# For each validator that schemas use: values that it refuses.
REFUSED: dict[type, Any] = {
    validate.Length: lambda v: [
        *(["x" * (v.min - 1)] if v.min else []),
        *(["x" * (v.max + 1)] if v.max is not None else []),
    ],
    validate.Range: lambda v: [
        *([v.min - 1] if v.min is not None else []),
        *([v.max + 1] if v.max is not None else []),
    ],
    validate.OneOf: lambda _v: ["none of them", ["unhashable"]],
    validate.Regexp: lambda _v: ["\n?"],
}


def our_schemas(kind: type[ma.Schema] = ma.Schema) -> Iterator[type[ma.Schema]]:
    """Every schema class of the service; the fixture `app` has imported them all."""
    for schema in kind.__subclasses__():
        if schema.__module__.startswith("api."):
            yield schema
        yield from our_schemas(schema)


def fields_of(field: Any) -> Iterator[tuple[str, Any]]:
    """A field and what it is made of, except fields of nested schemas, which are walked on their own."""
    yield type(field).__name__, field
    for part in ("inner", "key_field", "value_field"):
        if isinstance(getattr(field, part, None), ma.fields.Field):
            yield from fields_of(getattr(field, part))


@cache
def every_field() -> list[tuple[str, Any]]:
    return [
        (f"{schema.__name__}.{name} ({kind})", found)
        for schema in dict.fromkeys(our_schemas())
        for name, field in schema().fields.items()
        for kind, found in fields_of(field)
    ]


def is_one_sentence_in_both_languages(message: object) -> bool:
    if not isinstance(message, Sentence) or not re.fullmatch(r"[a-z_]+", message.code):
        return False
    texts = message.words("vi"), message.words("en")
    plain = all(text.endswith(".") and " / " not in text and "{" not in text for text in texts)
    # The patterns, since a choice to be named may itself be Vietnamese.
    return plain and bool(VIETNAMESE & set(message.vi.lower())) and not VIETNAMESE & set(str(message).lower())


def told(refusing: Any, value: object) -> list[object]:
    """The messages with which a validator or a field's `deserialize` refuses the value; none when it does not."""
    try:
        refusing(value)
    except ma.ValidationError as error:
        found: list[object] = []
        pending: list[Any] = [error.messages]
        while pending:
            node = pending.pop()
            if isinstance(node, dict | list):
                pending.extend(node.values() if isinstance(node, dict) else node)
            else:
                found.append(node)
        return found
    return []


def test_no_field_of_any_schema_can_say_anything_in_one_language_only(app: Flask) -> None:
    fields = every_field()
    assert len(fields) > 200, "the walk must find the service's schemas"
    for where, field in fields:
        for key, message in field.error_messages.items():
            assert is_one_sentence_in_both_languages(message), f"{where}: {key} says {message!r}"


def test_no_validator_of_any_schema_can_say_anything_in_one_language_only(app: Flask) -> None:
    seen = set()
    for where, field in every_field():
        for validator in field.validators:
            kind = type(validator)
            assert kind in REFUSED, f"{where}: give examples of what {kind.__name__} refuses"
            seen.add(kind)
            for value in REFUSED[kind](validator):
                messages = told(validator, value)
                assert messages, f"{where}: {validator} takes {value!r}"
                assert all(map(is_one_sentence_in_both_languages, messages)), f"{where}: {messages}"
                # The sentences of these two say nothing about characters of a list, or an end that is left out.
                if kind is validate.Length and isinstance(field, ma.fields.List):
                    assert [message.code for message in messages] == [TOO_MANY.code], where
                if kind is validate.Range:
                    assert validator.min_inclusive, where
                    assert validator.max_inclusive, where
    assert seen == set(REFUSED), "an example that no schema needs"


def test_no_schema_as_a_whole_says_anything_in_one_language_only(app: Flask) -> None:
    for schema in our_schemas():
        made = schema()
        assert set(made.error_messages) == {"type", "unknown"}
        assert all(map(is_one_sentence_in_both_languages, made.error_messages.values())), schema
        assert not any(made._hooks[name] for name in ("validates", "validates_schema")), (
            f"{schema}: its own checks are not walked here; let them raise a Sentence, and test that"
        )


@settings(max_examples=60, deadline=None)  # the first example imports the service
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=6,
    )
)
def test_whatever_is_sent_for_any_field_is_refused_in_both_languages(value: object) -> None:
    import api.factory  # noqa: F401 - brings all schemas

    for where, field in every_field():
        for message in told(field.deserialize, value):
            assert is_one_sentence_in_both_languages(message), f"{where} told {value!r}: {message!r}"


def test_it_does_not_matter_what_is_imported_first() -> None:
    script = (
        "from api.accounts.schemas import CodeRequestSchema as Schema\n"
        "from api.field_messages import Sentence\n"
        "assert all(isinstance(m, Sentence) for m in Schema().fields['phone'].error_messages.values())"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_what_somebody_typed_is_not_repeated() -> None:
    refused = told(validate.Length(min=1, max=3, error=TOO_LONG), "secret")[0]
    assert isinstance(refused, Sentence)
    assert "secret" not in repr(refused.values)


def refused_fields(answer: Any) -> dict[str, tuple[str, str]]:
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_input"), answer.json
    return {item["field"]: (item["code"], item["detail"]) for item in answer.json["errors"]}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_nested_body_is_told_field_by_field_in_the_readers_language(citizen: Person, language: str) -> None:
    body = {
        "procedure_code": "1.001193",
        "agency_code": "",
        "applicant": {"full_name": 7, "identity_number": "1" * 31},
        "documents": [{"requirement_id": "r", "upload_id": "?", "sha256": "0", "size": 0}, "no object"],
        "colour": "red",
    }
    answer = citizen.put(
        f"/dossiers/{citizen.id}", body, headers={"Accept-Language": f"{language}-XX,{language}"}
    )
    found = refused_fields(answer)
    assert {field: code for field, (code, _) in found.items()} == {
        "agency_code": "too_short",
        "applicant.full_name": "not_text",
        "applicant.phone": "required",
        "applicant.identity_number": "too_long",
        "documents.0.upload_id": "wrong_format",
        "documents.0.sha256": "wrong_format",
        "documents.0.size": "out_of_range",
        "documents.1": "not_an_object",
        "colour": "unknown_field",
    }
    assert found["applicant.phone"][1] == {
        "vi": "Ô này bắt buộc, xin điền vào.",
        "en": "This is required, please fill it in.",
    }[language]  # fmt: skip
    assert found["applicant.identity_number"][1] == {
        "vi": "Xin viết ngắn lại, tối đa 30 ký tự.",
        "en": "Please shorten this to at most 30 characters.",
    }[language]  # fmt: skip


def test_vietnamese_is_what_one_gets_without_asking(citizen: Person) -> None:
    found = refused_fields(citizen.get("/dossiers?limit=many"))
    assert found == {"limit": ("not_a_whole_number", "Xin nhập một số nguyên, chỉ gồm chữ số.")}


@pytest.mark.parametrize(
    ("path", "field", "code"),
    [
        ("/procedures?limit=0", "limit", "out_of_range"),
        ("/procedures?level=galactic", "level", "not_a_choice"),
        ("/procedures?cursor=x", "cursor", "stale_page"),
        ("/procedures?province=1", "province", "wrong_format"),
        ("/procedures?q=a%00", "", "unprintable"),
    ],
)
def test_query_arguments_are_told_the_same_way(app: Flask, path: str, field: str, code: str) -> None:
    for language in ("vi", "en"):
        found = refused_fields(app.test_client().get("/api/v1" + path, headers={"Accept-Language": language}))
        assert found[field][0] == code
        assert any(word in found[field][1] for word in {"vi": ["Xin", "xin"], "en": ["lease"]}[language])


def test_our_own_checks_speak_both_languages(citizen: Person, office: Office, tmp_path: Path) -> None:
    import_lines(tmp_path, few_procedures())
    blank = {**body_for(citizen, office.agency), "applicant": {"full_name": "  ", "phone": "0912345678"}}
    for language, name, page in (
        ("vi", "Xin nhập họ, chữ đệm và tên.", "Trang này không còn, xin tải lại danh sách."),
        (
            "en",
            "Please enter the family, middle and given name.",
            "This page is no longer there, please load the list again.",
        ),
    ):
        headers = {"Accept-Language": language}
        found = refused_fields(citizen.put(f"/dossiers/{citizen.id}", blank, headers=headers))
        assert found == {"applicant.full_name": ("required", name)}
        for person, path in (
            (citizen, "/dossiers?cursor=x"),
            (office[Role.SUPERVISOR], "/oversight/overdue?cursor=x"),
            (citizen, "/notifications?cursor=x"),
            (citizen, "/notifications?cursor=0"),
        ):
            found = refused_fields(person.get(path, headers=headers))
            assert found == {"cursor": ("stale_page", page)}, path


def test_malformed_json_is_told_in_the_readers_language(app: Flask) -> None:
    for language, word in (("vi", "không phải JSON"), ("en", "no valid JSON")):
        answer = app.test_client().post(
            "/api/v1/auth/otp",
            data=b'{"phone"',
            content_type="application/json",
            headers={"Accept-Language": language},
        )
        assert (answer.status_code, answer.json["code"]) == (400, "malformed_json")
        assert word in answer.json["detail"]


def test_a_body_that_is_no_object_is_told_as_a_whole(app: Flask) -> None:
    answer = app.test_client().post(
        "/api/v1/auth/otp", json=["0912345678"], headers={"Accept-Language": "en"}
    )
    assert refused_fields(answer)[""][0] == "not_an_object"


def test_a_message_in_one_language_is_replaced_and_not_shown(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert field_errors({"json": {"a": ["Only English."]}}) == [
            {"field": "a", "code": "not_right", "detail": "This is not right, please check it."}
        ]


def test_the_description_tells_what_a_field_error_holds(app: Flask) -> None:
    schemas = app.test_client().get("/api/v1/openapi.json").json["components"]["schemas"]
    assert schemas["Problem"]["properties"]["errors"]["items"] == {
        "$ref": "#/components/schemas/FieldProblem"
    }
    assert set(schemas["FieldProblem"]["properties"]) == {"field", "code", "detail"}
    assert schemas["FieldProblem"]["additionalProperties"] is True
