import random

import pytest

from api.catalogue.papers import Paper, read_heading, requirements


def paper(name: str, heading: str = "", *, note: bool = False, original: int = 1) -> Paper:
    return Paper(heading=heading, name=name, is_note=note, original=original, copy=0)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("", "submit"),
        ("Giấy tờ phải nộp", "submit"),
        ("* Giấy tờ phải nộp:", "submit"),
        ("- Các giấy tờ phải nộp (bản chính), mỗi loại 01 bản, gồm:", "submit"),
        ("a) Thành phần hồ sơ:", "submit"),
        ("1.3.1. Thành phần hồ sơ, bao gồm:", "submit"),
        ("Thành phần, số lượng hồ sơ", "submit"),
        ("Bao gồm", "submit"),
        ("Giấy tờ phải nộp để lưu giữ tại cơ quan đăng ký", "submit"),
        ("Người yêu cầu chứng thực nộp 01 (một) bộ hồ sơ, gồm các giấy tờ sau đây:", "submit"),
        ("(Miễn nộp các tài liệu nếu không có sự thay đổi)", "submit"),
        ("* Giấy tờ phải xuất trình:", "present"),
        ("Giấy tờ xuất trình", "present"),
        ("Xuất trình bản chính các giấy tờ sau đây", "present"),
        ("Người yêu cầu chứng thực phải xuất trình các giấy tờ sau:", "present"),
        ("Khi nộp hồ sơ trực tiếp cần xuất trình các giấy tờ sau", "present"),
        ("* Lưu ý :", "note"),
        ("Ghi chú:", "note"),
    ],
)
def test_a_heading_that_says_a_kind_is_no_case(heading: str, kind: str):
    assert read_heading(heading) == (kind, None)


@pytest.mark.parametrize(
    ("heading", "kind", "case"),
    [
        ("a) Đối với cấp mới", "submit", "Đối với cấp mới"),
        ("(4) Đối với trường hợp 4, hồ sơ bao gồm:", "submit", "Đối với trường hợp 4"),
        ("Trường hợp ủy quyền thực hiện thủ tục:", "submit", "Trường hợp ủy quyền thực hiện thủ tục"),
        ("I. Hồ sơ hải quan tạm nhập:", "submit", "Hồ sơ hải quan tạm nhập"),
        ("Nộp trực tiếp", "submit", "Nộp trực tiếp"),
        (
            "Giấy tờ phải xuất trình đối với tàu biển",
            "present",
            "Giấy tờ phải xuất trình đối với tàu biển",
        ),
    ],
)
def test_a_heading_that_says_more_is_a_case(heading: str, kind: str, case: str):
    assert read_heading(heading) == (kind, case)


def test_remarks_are_notes_whatever_stands_above_them():
    found, cases = requirements(
        "1.000001",
        [paper("Được miễn nếu đã nộp", "Giấy tờ phải nộp", note=True), paper("Ghi rõ", "Lưu ý:")],
    )
    assert [(row["kind"], row["case"], row["conditional"]) for row in found] == [("note", None, False)] * 2
    assert cases == []


def test_cases_are_listed_once_in_order_under_one_spelling():
    found, cases = requirements(
        "1.000001",
        [paper("A", "a) Đối với cấp mới:"), paper("B", "b) Đối với cấp lại"), paper("C", "Đối với CẤP MỚI")],
    )
    assert cases == ["Đối với cấp mới", "Đối với cấp lại"]
    assert [row["case"] for row in found] == ["Đối với cấp mới", "Đối với cấp lại", "Đối với cấp mới"]


def test_the_printed_heading_is_kept_where_it_is_no_case():
    found, _ = requirements("1.000001", [paper("A", "Các giấy tờ phải nộp (bản chính), gồm:"), paper("B")])
    assert [row["heading"] for row in found] == ["Các giấy tờ phải nộp (bản chính), gồm:", None]


@pytest.mark.parametrize(
    ("name", "conditional"),
    [
        ("Tờ khai theo mẫu", False),
        ("Trường hợp trẻ bị bỏ rơi thì phải có biên bản", True),
        ("Văn bản ủy quyền trong trường hợp ủy quyền", True),
        ("Giấy tờ về nơi cư trú, chỉ khi không tra cứu được", True),
        ("Bản vẽ (nếu có)", True),
        ("Đối với tổ chức: quyết định thành lập", True),
        ("Giấy tờ nêu trên", False),
        ("Giấy chứng sinh; trường hợp không có thì nộp cam đoan", False),
        ("Bản chính giấy tờ. Trường hợp chỉ có bản chính thì cơ quan chụp", False),
        ("Bản sao, trừ trường hợp có VNeID", False),
    ],
)
def test_papers_asked_under_a_condition(name: str, conditional: bool):
    found, _ = requirements("1.000001", [paper(name)])
    assert found[0]["conditional"] is conditional


def test_bullets_go_and_nameless_rows_are_left_out():
    rows = [
        paper("- Tờ khai"),
        paper("+ Ảnh"),
        paper("++ Bản đồ"),
        paper(";"),
        paper(""),
        Paper(heading="", name="", is_note=False, original=1, copy=0, form_files=("Đơn đề nghị.docx",)),
    ]
    found, _ = requirements("1.000001", rows)
    assert [row["name"] for row in found] == ["Tờ khai", "Ảnh", "Bản đồ", "Đơn đề nghị"]


def test_identifiers_do_not_depend_on_the_order_or_the_spelling():
    rows = [paper(name, "Giấy tờ phải nộp") for name in ("Tờ khai", "Giấy chứng sinh", "Ảnh")]
    rows += [paper("Ảnh", original=2), paper("Ảnh", original=4), paper("Ảnh", "Đối với cấp mới")]
    before = {(row["name"], row["case"], row["original"]): row["id"] for row in requirements("1.1", rows)[0]}
    random.Random(3).shuffle(rows)
    after = {(row["name"], row["case"], row["original"]): row["id"] for row in requirements("1.1", rows)[0]}
    assert before == after
    assert len(set(before.values())) == len(before)
    assert requirements("1.1", [paper("- TỜ KHAI.")])[0][0]["id"] == before[("Tờ khai", None, 1)]


def test_only_equal_papers_get_a_counter():
    ids = [row["id"] for row in requirements("1.000001", [paper("Ảnh"), paper("Ảnh"), paper("Tờ khai")])[0]]
    assert len(set(ids)) == 3
    assert sorted(("-" in one) for one in ids) == [False, False, True]
    assert requirements("1.000002", [paper("Ảnh")])[0][0]["id"] not in ids
