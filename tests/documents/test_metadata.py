"""Upload-Metadata: read strictly, names cleaned for display."""

from __future__ import annotations

import base64
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.documents.errors import FileTypeNotAllowed, UploadMetadataInvalid
from api.documents.metadata import MAX_NAME, Metadata, clean_file_name, read_metadata
from tests.documents.samples import metadata


def test_name_and_type_are_read() -> None:
    header = metadata(filename="Giấy khai sinh.jpg", filetype="image/jpeg")
    assert read_metadata(header) == Metadata("Giấy khai sinh.jpg", "image/jpeg")


@pytest.mark.parametrize(
    "header", [None, "", metadata(relativePath="null"), "filename", "filename ,filetype"]
)
def test_nothing_needs_to_be_said(header: str | None) -> None:
    assert read_metadata(header) == Metadata()


def test_a_type_may_have_parameters_and_capitals() -> None:
    assert read_metadata(metadata(filetype="Image/JPEG; q=1")).declared_type == "image/jpeg"


def test_spaces_around_the_commas_do_no_harm() -> None:
    assert read_metadata("filename YS5qcGc= , filetype aW1hZ2UvcG5n") == Metadata("a.jpg", "image/png")


@pytest.mark.parametrize(
    "header",
    [
        "filename not-base64!",
        "filename YQ",
        "filename Y Q==",
        "filename YQ==,filename Yg==",
        "filename YQ==,,filetype aW1hZ2UvcG5n",
        ",",
        " ",
        "têntệp YQ==",
        "file\x01name YQ==",
        "filename " + base64.b64encode(b"\xff\xfe").decode(),
        "filetype " + base64.b64encode(b"\xff\xfe").decode(),
    ],
)
def test_a_malformed_header_is_refused(header: str) -> None:
    with pytest.raises(UploadMetadataInvalid):
        read_metadata(header)


@pytest.mark.parametrize(
    "declared", ["image/gif", "image/svg+xml", "text/html", "image", "image/jpeg\0", "video/mp4"]
)
def test_a_declared_type_outside_the_list_is_refused(declared: str) -> None:
    with pytest.raises(FileTypeNotAllowed):
        read_metadata(metadata(filetype=declared))


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\anh.jpg", "anh.jpg"),
        ("C:\\fakepath\\anh.jpg", "anh.jpg"),
        ("/", ""),
        ("..", ""),
        (".bashrc", "bashrc"),
        ("a\0b.jpg", "ab.jpg"),
        ("hoa\u202egpj.exe", "hoagpj.exe"),
        ("\u2066\u200f\ufeffđơn\u2069.pdf", "đơn.pdf"),
        ("dòng\r\nhai\t.pdf", "dònghai.pdf"),
        ("  hai   dấu  cách.jpg ", "hai dấu cách.jpg"),
        ("Đơn xin cấp lại.pdf", "Đơn xin cấp lại.pdf"),
        (unicodedata.normalize("NFD", "giấy tờ.jpg"), "giấy tờ.jpg"),
        ("..\u200b/../x.png", "x.png"),
    ],
)
def test_names_are_cleaned(given_name: str, shown: str) -> None:
    assert clean_file_name(given_name) == shown


def test_a_long_name_keeps_its_ending() -> None:
    cleaned = clean_file_name("ả" * 500 + ".jpeg")
    assert len(cleaned) == MAX_NAME
    assert cleaned.endswith("ả.jpeg")
    assert clean_file_name("x" * 500) == "x" * MAX_NAME
    assert clean_file_name("a." + "x" * 500) == "a." + "x" * (MAX_NAME - 2)


@given(st.text(max_size=600))
def test_whatever_comes_a_clean_name_stays_as_it_is(name: str) -> None:
    cleaned = clean_file_name(name)
    assert len(cleaned) <= MAX_NAME
    assert not {"/", "\\", "\0"} & set(cleaned)
    assert not any(unicodedata.category(char).startswith("C") for char in cleaned)
    assert not cleaned.startswith(".")
    assert clean_file_name(cleaned) == cleaned


@given(st.text(max_size=40), st.sampled_from(["", "image/png", "application/pdf"]))
def test_what_is_told_back_can_be_read_again(name: str, declared: str) -> None:
    kept = Metadata(clean_file_name(name), declared)
    assert read_metadata(kept.header()) == kept


@given(st.text(st.characters(max_codepoint=255), max_size=80))
def test_any_header_is_read_or_refused(header: str) -> None:
    try:
        read_metadata(header)
    except (UploadMetadataInvalid, FileTypeNotAllowed):
        return
