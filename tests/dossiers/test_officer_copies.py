"""Which papers are identity papers, and that officers get only marked copies of them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from api.access import Role
from api.documents.copying import Copier
from api.dossiers.identity_papers import KINDS, TABLE, is_identity_paper, read_table
from tests.documents import bad_files
from tests.handing_in import act, hand_in, jpeg, papers, upload
from tests.people import Office, Person

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 40


PROVING = (
    "Căn cước",
    "Bản sao Căn cước công dân/căn cước",
    "Giấy chứng minh nhân dân của cha, mẹ",
    "01 bản sao giấy khai sinh",
    "- Hộ chiếu/Thẻ căn cước công dân/Căn cước điện tử hoặc các giấy tờ khác có dán ảnh",
    "Hộ chiếu phổ thông còn thời hạn;",
    "- Xuất trình thẻ căn cước của công dân",
    "Giấy tờ tuỳ thân của người yêu cầu",
    "GIẤY TỜ TÙY THÂN",
    "(i) Bản sao hộ chiếu hoặc hộ chiếu nước ngoài",
    "CCCD 2 mặt",
)
OTHERS = (
    "",
    "Giấy chứng sinh",
    "Tờ khai đăng ký khai sinh theo mẫu",
    "Phiếu thu nhận thông tin căn cước (Mẫu CC01)",
    "Đơn đề nghị kèm số căn cước công dân",
    "- Danh sách thuyền viên, số hộ chiếu",
    "Văn bản ủy quyền có số căn cước",
    "2. Bản chính tờ khai đề nghị cấp hộ chiếu",
    "Giấy chứng nhận kết hôn",
    "Sơ yếu lý lịch",
)


def test_papers_that_prove_who_somebody_is() -> None:
    assert [name for name in PROVING if not is_identity_paper(name)] == []


def test_papers_that_do_not() -> None:
    assert [name for name in OTHERS if is_identity_paper(name)] == []


def test_the_table_reads_and_repeats_nothing() -> None:
    table = read_table(TABLE.read_text("utf-8"))
    assert set(table) == set(KINDS)
    assert all(table.values())
    for phrases in table.values():
        assert len(phrases) == len(set(phrases))


def test_a_broken_table_says_where() -> None:
    for line in ("names", "names\t", "names\ta | ", "other\ta", "names a"):
        with pytest.raises(ValueError, match="line 2"):
            read_table(f"# words\n{line}\n")


def handed_in(
    citizen: Person, office: Office, data: bytes | None = None
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """A dossier with a birth paper and an identity card, each of its own bytes; the bytes by name of the paper."""
    names = {r["id"]: r["name"] for r in citizen.get("/procedures/1.001193").json["requirements"]}
    contents = {paper: data or jpeg() for paper in papers(citizen)[:2]}
    documents = [{"requirement_id": paper, **upload(citizen, sent)} for paper, sent in contents.items()]
    dossier = citizen.get(f"/dossiers/{hand_in(citizen, office.agency, documents=documents)}").json
    return dossier, {names[paper]: sent for paper, sent in contents.items()}


def test_officers_get_a_marked_copy_and_the_owner_the_original(citizen: Person, office: Office) -> None:
    dossier, sent = handed_in(citizen, office)
    act(office, Role.RECEPTION, dossier["id"], "receive")
    for paper in dossier["documents"]:
        path = f"/dossiers/{dossier['id']}/documents/{paper['upload_id']}"
        seen = office[Role.RECEPTION].get(f"/desk{path}")
        assert seen.status_code == 200
        assert seen.content_type == "image/jpeg"
        assert int(seen.headers["Content-Length"]) == len(seen.data)
        original = sent[paper["requirement_name"]]
        is_card = paper["requirement_name"] == "Căn cước"
        assert (seen.data != original) == is_card
        assert seen.headers["Motcua-Marked"] == ("yes" if is_card else "no")
        assert citizen.get(path).data == original, "the owner's own"


def test_a_marked_copy_is_not_called_the_original(citizen: Person, office: Office) -> None:
    """Its hash is not the one on the receipt: an inspector would take the file for a swapped one."""
    dossier, sent = handed_in(citizen, office)
    listed = office[Role.RECEPTION].get(f"/desk/dossiers/{dossier['id']}").json["documents"]
    for paper in listed:
        is_card = paper["requirement_name"] == "Căn cước"
        assert paper["is_identity_paper"] is is_card
        path = f"/desk/dossiers/{dossier['id']}/documents/{paper['upload_id']}/original"
        got = office[Role.RECEPTION].get(path)
        assert (got.data == sent[paper["requirement_name"]]) is not is_card
        assert ("ban-dong-dau-" in got.headers["Content-Disposition"]) is is_card


def test_each_page_of_an_identity_paper_is_marked_too(citizen: Person, office: Office) -> None:
    dossier, _ = handed_in(citizen, office, bad_files.pdf(pages=2))
    copier = Copier(lease="test")
    copier.work_once()
    copier.close()
    for paper in dossier["documents"]:
        path = f"/desk/dossiers/{dossier['id']}/documents/{paper['upload_id']}/screen?page=2"
        page = office[Role.RECEPTION].get(path)
        colours = Image.open(io.BytesIO(page.data)).convert("RGB").getcolors(maxcolors=1_000_000) or []
        is_card = paper["requirement_name"] == "Căn cước"
        assert (page.headers["Motcua-Marked"], len(colours) > 1) == (
            ("yes", True) if is_card else ("no", False)
        )


def test_the_mark_names_dossier_office_and_day(
    citizen: Person, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks: list[str] = []

    def noted(data: bytes, media_type: str, text: str) -> bytes:
        marks.append(text)
        return data

    monkeypatch.setattr("api.dossiers.officer_copies.marked_copy", noted)
    dossier, _ = handed_in(citizen, office)
    for paper in dossier["documents"]:
        office[Role.RECEPTION].get(f"/desk/dossiers/{dossier['id']}/documents/{paper['upload_id']}")
    (mark,) = marks
    assert mark.startswith(f"Chỉ dùng cho hồ sơ {dossier['submission_number']}, {office.agency.name}, ")


def test_what_cannot_be_marked_is_handed_out_and_says_so(citizen: Person, office: Office) -> None:
    dossier, _ = handed_in(citizen, office, HEIC)
    for paper in dossier["documents"]:
        seen = office[Role.RECEPTION].get(f"/desk/dossiers/{dossier['id']}/documents/{paper['upload_id']}")
        assert (seen.status_code, seen.data, seen.headers["Motcua-Marked"]) == (200, HEIC, "no")
