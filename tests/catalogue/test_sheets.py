import unicodedata
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.catalogue import sheets
from api.catalogue.importing import import_catalogue
from tests.catalogue_lines import BIRTH, DETAILLESS, channel, few_procedures, line, paper, write_lines
from tests.people import make_agency
from tests.printed import metadata, page_texts, widest_mark

LONG = "1.999100"
FOREIGN = "1.999101"
MANY_FIELD = "Lĩnh vực nhiều thủ tục"


def long_procedure() -> dict[str, Any]:
    """A paper longer than a page, 90 others, a word without a space, markup, and a fee that is set elsewhere."""
    words = " ".join(f"chữ{number}" for number in range(3000))
    return line(
        LONG,
        "Thủ tục rất dài " + "và có tên dài " * 12,
        documents=[
            paper("ĐẦU " + words + " CUỐI", case="Trường hợp thứ nhất của thủ tục"),
            *(paper(f"Giấy tờ số {n}", case="Trường hợp thứ hai của thủ tục") for n in range(90)),
        ],
        channels=[
            {
                **channel("direct", 7, "working_day"),
                "fee_text": "Miễn phí (do tỉnh quy định)",
                "description": "Dài. " * 900,
            }
        ],
        fee_kind="see_note",
        fees=[{"type": "phí", "text": "Miễn phí", "amount": 0, "currency": "VND", "note": "Theo nghị quyết"}],
        steps=["Bước 1: <b>nộp</b> & chờ; - một; - hai", "x" * 3000, "Bước cuối cùng ĐẾN ĐÂY LÀ HẾT"],
        legal_basis=[{"code": f"{n}/2026/NĐ-CP", "name": "Nghị định mẫu"} for n in range(40)],
    )


@pytest.fixture
def reader(app: Flask, tmp_path: Path) -> FlaskClient:
    import_catalogue(
        write_lines(
            tmp_path / "procedures.jsonl",
            [
                *few_procedures(),
                long_procedure(),
                line(FOREIGN, "Thủ tục của tỉnh khác", scope="province", province="tỉnh Bắc Ninh"),
                *(line(f"1.99{n:04}", f"Thủ tục số {n}", field=MANY_FIELD) for n in range(25)),
            ],
        )
    )
    make_agency()
    return app.test_client(use_cookies=False)


def fetch(
    client: FlaskClient, path: str, *, headers: dict[str, str] | None = None, **query: Any
) -> TestResponse:
    return client.get(f"/api/v1/procedures{path}", query_string=query, headers=headers or {})


def printed(client: FlaskClient, path: str, **query: Any) -> bytes:
    answer = fetch(client, path, **query)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text[:300]
    return answer.data


@pytest.mark.parametrize(
    ("path", "query", "status", "code"),
    [
        ("/1.000000/sheet.pdf", {}, 404, "unknown_procedure"),
        (f"/{'9' * 300}/sheet.pdf", {}, 404, "unknown_procedure"),
        (f"/{BIRTH}/sheet.pdf", {"agency": "Y99.99.99"}, 422, "unknown_agency"),
        (f"/{BIRTH}/sheet.pdf", {"agency": "x" * 36}, 422, "invalid_input"),
        (f"/{BIRTH}/sheet.pdf", {"agency": ""}, 422, "invalid_input"),
        ("/sheets.pdf", {}, 422, "invalid_input"),
        ("/sheets.pdf", {"field": ""}, 422, "invalid_input"),
        ("/sheets.pdf", {"field": "x" * 301}, 422, "invalid_input"),
        ("/sheets.pdf", {"field": "Không có lĩnh vực này"}, 404, "nothing_to_print"),
        ("/sheets.pdf", {"field": "Hộ tịch", "part": 2}, 404, "nothing_to_print"),
        ("/sheets.pdf", {"field": "Hộ tịch", "part": 0}, 422, "invalid_input"),
        ("/sheets.pdf", {"field": "Hộ tịch", "level": "huyện"}, 422, "invalid_input"),
        ("/sheets", {}, 422, "invalid_input"),
        ("/sheets", {"field": "Hộ tịch", "agency": "Y99.99.99"}, 422, "unknown_agency"),
    ],
)
def test_what_cannot_be_printed_is_said(
    reader: FlaskClient, path: str, query: dict[str, Any], status: int, code: str
):
    answer = fetch(reader, path, **query)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)


def test_a_sheet_says_what_posting_asks_for(reader: FlaskClient):
    pdf = printed(reader, f"/{BIRTH}/sheet.pdf", agency="Y99.01.01")
    pages = page_texts(pdf)
    text = " ".join(pages)
    for words in (
        "Trung tâm Phục vụ hành chính công phường Mẫu",
        "Thủ tục đăng ký khai sinh",
        f"Mã thủ tục: {BIRTH}",
        "Lĩnh vực: Hộ tịch",
        "Ai được làm: Công dân Việt Nam",
        "Thời hạn giải quyết: 1 ngày làm việc",
        "Phí, lệ phí: Miễn phí",
        "Kết quả: Giấy khai sinh",
        "Quyết định công bố: 1/QĐ-MẪU",
        "Giấy chứng sinh 1 –",  # one original, no copy
        "Giấy tờ mang theo để xuất trình",
        "Trực tiếp tại quầy",
        "Địa chỉ: 1 đường Mẫu",
        "Đường dây nóng: 19000000",
        "Giờ tiếp dân: Chưa công bố",  # the office has told none: nobody prints a guess
        "Phản ánh, kiến nghị:",
        "Nguồn: generated",
        f"Trang 1/{len(pages)}",
    ):
        assert words in text, words
    told = metadata(pdf)
    assert told["Title"] == "Thủ tục đăng ký khai sinh"
    assert told["Author"] == "Trung tâm Phục vụ hành chính công phường Mẫu"
    assert b"/Lang (vi)" in pdf


def test_an_office_s_hours_stand_on_the_sheet(reader: FlaskClient):
    weekday = [["07:30", "11:30"], ["13:30", "17:00"]]
    days = ("monday", "tuesday", "wednesday", "thursday", "friday")
    make_agency("Y99.01.02", opening_hours=dict.fromkeys(days, weekday) | {"saturday": [["08:00", "11:00"]]})
    text = " ".join(page_texts(printed(reader, f"/{BIRTH}/sheet.pdf", agency="Y99.01.02")))
    assert "thứ Hai đến thứ Sáu: 7 giờ 30 đến 11 giờ 30, 13 giờ 30 đến 17 giờ" in text
    assert "thứ Bảy: 8 giờ đến 11 giờ" in text


def test_a_very_long_procedure_goes_on_over_numbered_pages_and_loses_nothing(reader: FlaskClient):
    pdf = printed(reader, f"/{LONG}/sheet.pdf")
    pages = page_texts(pdf)
    text = " ".join(pages)
    assert len(pages) > 8
    for number, page in enumerate(pages, start=1):
        assert f"Trang {number}/{len(pages)}" in page
        left, right = widest_mark(pdf, number - 1)
        assert left > 0.05
        assert right < 0.95
    for page in pages[1:]:
        assert page.startswith(f"{LONG} · Thủ tục rất dài"), page[:80]
    assert all(f"chữ{number}" in text for number in (0, 1499, 2999))
    assert text.index("ĐẦU chữ0") < text.index("chữ2999 CUỐI")
    assert all(f"Giấy tờ số {n}" in text for n in range(90))
    assert sum("Tên giấy tờ" in page for page in pages) >= 4  # repeated where a table goes on
    assert "<b>nộp</b> & chờ" in text
    assert text.replace(" ", "").count("x") >= 3000
    assert "ĐẾN ĐÂY LÀ HẾT" in text
    assert "39/2026/NĐ-CP" in text
    assert "Do văn bản khác quy định" in text
    assert "Miễn phí (do tỉnh" not in text  # the portal's 'free' where the province decides


def test_where_only_the_name_is_known_the_sheet_says_so(reader: FlaskClient):
    text = " ".join(page_texts(printed(reader, f"/{DETAILLESS}/sheet.pdf")))
    assert "Chi tiết chưa công bố" in text
    assert "Không có nghĩa là không cần giấy tờ gì" in text
    assert "Phí, lệ phí: Chưa công bố" in text
    assert "Thành phần, số lượng hồ sơ" not in text
    assert "Trang 1/1" in text


def test_a_procedure_that_is_not_published_any_more_is_not_for_the_wall(reader: FlaskClient, tmp_path: Path):
    import_catalogue(
        write_lines(tmp_path / "gone.jsonl", [line(BIRTH, "Thủ tục đăng ký khai sinh", listed=False)])
    )
    text = " ".join(page_texts(printed(reader, f"/{BIRTH}/sheet.pdf")))
    assert "Không dùng tờ này để niêm yết" in text


def test_letters_are_composed_and_unknown_ones_are_no_boxes(reader: FlaskClient, tmp_path: Path):
    name = unicodedata.normalize("NFD", "Thủ tục viết rời dấu") + " ● \U0001f600"
    import_catalogue(write_lines(tmp_path / "odd.jsonl", [line("1.999200", name)]))
    text = " ".join(page_texts(printed(reader, "/1.999200/sheet.pdf")))
    assert "Thủ tục viết rời dấu • ?" in text


def test_a_sheet_that_has_not_changed_is_not_sent_again(reader: FlaskClient, tmp_path: Path):
    path = f"/{BIRTH}/sheet.pdf"
    first = fetch(reader, path, agency="Y99.01.01")
    seen = {"If-None-Match": first.headers["ETag"]}
    again = fetch(reader, path, agency="Y99.01.01", headers=seen)
    assert (again.status_code, again.data) == (304, b"")
    assert fetch(reader, path, headers=seen).status_code == 200  # without the office it is another paper
    import_catalogue(write_lines(tmp_path / "new.jsonl", [line(BIRTH, "Đăng ký khai sinh, tên mới")]))
    assert fetch(reader, path, agency="Y99.01.01", headers=seen).status_code == 200


def test_a_field_is_a_list_and_its_sheets_in_parts(reader: FlaskClient):
    pages = page_texts(printed(reader, "/sheets.pdf", field=MANY_FIELD.lower(), agency="Y99.01.01"))
    assert f"Thủ tục hành chính lĩnh vực {MANY_FIELD} (phần 1/2)" in pages[0]
    assert sum("Trang 1/" in page for page in pages) == 1 + sheets.PER_PART
    last = page_texts(printed(reader, "/sheets.pdf", field=MANY_FIELD, part=2))
    assert sum("Trang 1/" in page for page in last) == 1 + 25 - sheets.PER_PART
    assert fetch(reader, "/sheets", field=MANY_FIELD).get_json() == {"procedures": 25, "parts": 2}
    assert fetch(reader, "/sheets", field="Không có").get_json() == {"procedures": 0, "parts": 0}


def test_a_field_holds_the_province_s_own_procedures_only_for_its_offices(reader: FlaskClient):
    make_agency("Y99.24.01", province="24")
    here = " ".join(page_texts(printed(reader, "/sheets.pdf", field="Hộ tịch", agency="Y99.01.01")))
    there = " ".join(page_texts(printed(reader, "/sheets.pdf", field="Hộ tịch", agency="Y99.24.01")))
    assert FOREIGN not in here
    assert FOREIGN in there
    here, there = (
        fetch(reader, "/sheets", field="Hộ tịch", agency=code).get_json()
        for code in ("Y99.01.01", "Y99.24.01")
    )
    assert there["procedures"] == here["procedures"] + 1


def test_only_one_file_of_many_sheets_is_made_at_a_time(reader: FlaskClient):
    with sheets.printing:
        answer = fetch(reader, "/sheets.pdf", field="Hộ tịch")
        assert (answer.status_code, answer.get_json()["code"]) == (503, "printing_busy")
        assert answer.get_json()["retryable"] is True
        assert fetch(reader, f"/{BIRTH}/sheet.pdf").status_code == 200
    assert fetch(reader, "/sheets.pdf", field="Hộ tịch").status_code == 200
