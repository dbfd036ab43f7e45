"""What a person is told about a field that is not right: one sentence in Vietnamese and English, with a stable code.

Every such sentence is a `Sentence`, the library's own messages too: they are replaced here, once, by the defaults that
marshmallow reads when a field or validator is made. Schemas therefore take `ma` and `validate` from this module. What
needs other words than the rest says so where it stands: `validate.Length(max=9, error=TOO_MANY)`. The language is
chosen when the answer is written (errors.py); a test walks all schemas and fails on a message in one language.
"""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import validate

__all__ = ["NOT_RIGHT", "STALE_PAGE", "TOO_MANY", "UNPRINTABLE", "Sentence", "ma", "validate"]


class Sentence(str):
    """A sentence about a field in both languages. Its placeholders are filled by `format`.

    It is a `str`, the English pattern, because marshmallow formats and collects its messages as such; what comes out
    at the other end is still both languages.
    """

    __slots__ = ("code", "values", "vi")
    code: str
    vi: str
    values: dict[str, Any]

    def __new__(cls, code: str, *, vi: str, en: str, values: dict[str, Any] | None = None) -> Sentence:
        made = super().__new__(cls, en)
        made.code, made.vi, made.values = code, vi, values or {}
        return made

    def format(self, *_positional: object, **values: object) -> Sentence:
        """The same with values for the placeholders; never with what was typed, which nobody needs to be told."""
        values.pop("input", None)
        return Sentence(self.code, vi=self.vi, en=str(self), values={**self.values, **values})

    def __deepcopy__(self, _memo: object) -> Sentence:
        """flask-smorest copies schemas deeply; a sentence never changes."""
        return self

    def words(self, language: str) -> str:
        pattern = str(self) if language == "en" else self.vi
        return pattern.format(**self.values)


REQUIRED = Sentence("required", vi="Ô này bắt buộc, xin điền vào.", en="This is required, please fill it in.")
NOT_RIGHT = Sentence(
    "not_right", vi="Nội dung này chưa đúng, xin kiểm tra lại.", en="This is not right, please check it."
)
NOT_TEXT = Sentence(
    "not_text", vi="Ô này phải là chữ, xin nhập lại.", en="This must be text, please enter it again."
)
NOT_AN_OBJECT = Sentence(
    "not_an_object",
    vi="Phần này phải gồm các ô có tên, xin gửi lại.",
    en="This must be an object with named fields, please send it again.",
)
WRONG_FORMAT = Sentence(
    "wrong_format",
    vi="Nội dung này không đúng dạng, xin kiểm tra lại.",
    en="This does not have the right form, please check it.",
)
TOO_LARGE = Sentence(
    "out_of_range",
    vi="Số này quá lớn, xin nhập số nhỏ hơn.",
    en="This number is too large, please enter a smaller one.",
)
NOT_A_TIME = Sentence(
    "not_a_time",
    vi="Thời điểm này chưa đúng, xin ghi theo dạng 2026-12-31T08:00:00+07:00.",
    en="This is no point in time, please write it like 2026-12-31T08:00:00+07:00.",
)
NOT_A_DATE = Sentence(
    "not_a_date",
    vi="Ngày này chưa đúng, xin ghi theo dạng năm-tháng-ngày, ví dụ 2026-12-31.",
    en="This is no date, please write year-month-day, such as 2026-12-31.",
)
TOO_SHORT = Sentence(
    "too_short",
    vi="Xin nhập ít nhất {min} ký tự.",
    en="This is too short, please enter {min} or more characters.",
)
TOO_LONG = Sentence(
    "too_long",
    vi="Xin viết ngắn lại, tối đa {max} ký tự.",
    en="Please shorten this to at most {max} characters.",
)
# For lists, whose length is no number of characters.
TOO_MANY = Sentence("too_many", vi="Xin bớt lại, tối đa {max} mục.", en="Please send at most {max} of these.")
STALE_PAGE = Sentence(
    "stale_page",
    vi="Trang này không còn, xin tải lại danh sách.",
    en="This page is no longer there, please load the list again.",
)
UNPRINTABLE = Sentence(
    "unprintable",
    vi="Có ký tự không dùng được (NUL), xin xóa đi rồi gửi lại.",
    en="There is a character that cannot be used (NUL), please remove it and send again.",
)


class _TooShortOrTooLong(Sentence):
    """marshmallow has one message for both ends of a length; only one of them is what has to be told."""

    __slots__ = ()

    def format(self, *_positional: object, **values: Any) -> Sentence:
        end = TOO_SHORT if len(values["input"]) < values["min"] else TOO_LONG
        return end.format(**values)


# The class of a field → the key of marshmallow's message → what we say instead. What no schema uses is not here.
OF_FIELDS: dict[type[ma.fields.Field[Any]], dict[str, str | list[Any] | dict[Any, Any]]] = {
    ma.fields.Field: {"required": REQUIRED, "null": REQUIRED, "validator_failed": NOT_RIGHT},
    ma.fields.String: {"invalid": NOT_TEXT, "invalid_utf8": NOT_TEXT},
    ma.fields.UUID: {"invalid_uuid": WRONG_FORMAT},
    ma.fields.Number: {
        "invalid": Sentence(
            "not_a_number", vi="Ô này phải là số, xin nhập lại.", en="Please enter a number."
        ),
        "too_large": TOO_LARGE,
    },
    ma.fields.Float: {"special": TOO_LARGE},  # infinity and NaN
    ma.fields.Integer: {
        "invalid": Sentence(
            "not_a_whole_number",
            vi="Xin nhập một số nguyên, chỉ gồm chữ số.",
            en="Please enter a whole number, digits only.",
        ),
    },
    ma.fields.Boolean: {
        "invalid": Sentence(
            "not_yes_or_no",
            vi="Xin chọn có (true) hoặc không (false).",
            en="Please choose yes (true) or no (false).",
        )
    },
    ma.fields.DateTime: {"invalid": NOT_A_TIME, "invalid_awareness": NOT_A_TIME, "format": NOT_A_TIME},
    ma.fields.Date: {"invalid": NOT_A_DATE, "invalid_awareness": NOT_A_DATE, "format": NOT_A_DATE},
    ma.fields.List: {
        "invalid": Sentence(
            "not_a_list",
            vi="Phần này phải là một danh sách, xin gửi lại.",
            en="This must be a list, please send it again.",
        )
    },
    ma.fields.Mapping: {"invalid": NOT_AN_OBJECT},
    ma.fields.Nested: {"type": NOT_AN_OBJECT},
}
OF_SCHEMAS = {
    "type": NOT_AN_OBJECT,
    "unknown": Sentence(
        "unknown_field",
        vi="Dịch vụ không có ô này, xin bỏ đi rồi gửi lại.",
        en="There is no such field, please leave it out.",
    ),
}
# The class of a validator → its attribute → what we say instead. Ranges include their ends everywhere.
OF_VALIDATORS: dict[type[validate.Validator], dict[str, Sentence]] = {
    validate.Length: {
        "message_min": TOO_SHORT,
        "message_max": TOO_LONG,
        "message_all": _TooShortOrTooLong(TOO_LONG.code, vi=TOO_LONG.vi, en=TOO_LONG),
    },
    validate.Range: {
        "message_min": Sentence(
            "out_of_range", vi="Xin nhập số từ {min} trở lên.", en="Please enter a number of at least {min}."
        ),
        "message_max": Sentence(
            "out_of_range", vi="Xin nhập số không quá {max}.", en="Please enter a number of at most {max}."
        ),
        "message_all": Sentence(
            "out_of_range",
            vi="Xin nhập số từ {min} đến {max}.",
            en="Please enter a number from {min} to {max}.",
        ),
    },
    validate.OneOf: {
        "default_message": Sentence(
            "not_a_choice",
            vi="Xin chọn một trong các giá trị: {choices}.",
            en="Please choose one of these: {choices}.",
        )
    },
    validate.Regexp: {"default_message": WRONG_FORMAT},
}


def _replace_the_library_s_messages() -> None:
    for field, sentences in OF_FIELDS.items():
        field.default_error_messages = {**field.default_error_messages, **sentences}
    ma.Schema.error_messages = {**ma.Schema.error_messages, **OF_SCHEMAS}
    for validator, replaced in OF_VALIDATORS.items():
        for name, sentence in replaced.items():
            setattr(validator, name, sentence)


_replace_the_library_s_messages()
