import gzip
import json
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.catalogue.commands import load_starter
from api.catalogue.import_files import ImportRefused
from api.catalogue.importing import ImportReport, import_catalogue
from api.catalogue.models import CatalogueState, Procedure, ProcedureVersion
from api.catalogue.state import catalogue_version
from api.extensions import db
from tests.catalogue_lines import BIRTH, COPY, channel, few_procedures, line, paper, write_lines

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "procedures.jsonl"


def numbers(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.withdrawn


def procedure(code: str) -> Procedure:
    return db.session.execute(select(Procedure).where(Procedure.code == code)).scalar_one()


def count(model: type[Any]) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def many(how_many: int, **changes: Any) -> list[dict[str, Any]]:
    return [line(f"1.{number:06}", f"Thủ tục số {number}", **changes) for number in range(how_many)]


def test_the_first_import_makes_first_versions(file: Path):
    report = import_catalogue(write_lines(file, few_procedures()))
    assert numbers(report) == (4, 0, 0, 0)
    birth = procedure(BIRTH)
    assert (birth.name, birth.level, birth.online_level, birth.origin, birth.listed) == (
        "Thủ tục đăng ký khai sinh",
        "xã",
        "partial",
        "national",
        True,
    )
    assert birth.current_version is not None
    assert birth.current_version.number == 1
    assert birth.current_version.content["requirements"][0]["name"] == "Giấy chứng sinh"
    assert catalogue_version().number == 1


def test_the_same_file_again_touches_nothing(file: Path):
    write_lines(file, few_procedures())
    import_catalogue(file)
    before = catalogue_version()
    assert numbers(import_catalogue(file)) == (0, 0, 4, 0)
    assert catalogue_version() == before
    assert count(ProcedureVersion) == 4


def test_a_recrawl_of_the_same_text_is_unchanged(file: Path):
    import_catalogue(write_lines(file, few_procedures()))
    recrawled = [{**one, "source": {"name": "other", "crawled": "2027-01-01"}} for one in few_procedures()]
    assert numbers(import_catalogue(write_lines(file, recrawled))) == (0, 0, 4, 0)


def test_a_changed_text_is_a_new_version_and_the_old_one_stays(file: Path):
    import_catalogue(write_lines(file, few_procedures()))
    first = procedure(BIRTH).current_version_id
    changed = few_procedures()
    changed[0] = line(BIRTH, "Đăng ký khai sinh", documents=[paper("Giấy chứng sinh")])
    assert numbers(import_catalogue(write_lines(file, changed))) == (0, 1, 3, 0)
    birth = procedure(BIRTH)
    assert birth.name == "Đăng ký khai sinh"
    assert birth.current_version is not None
    assert (birth.current_version.number, birth.current_version_id == first) == (2, False)
    assert db.session.get_one(ProcedureVersion, first).content["name"] == "Thủ tục đăng ký khai sinh"
    assert catalogue_version().number == 2


def test_requirements_keep_their_identifiers_across_imports(file: Path):
    def ids() -> dict[str, str]:
        version = procedure(BIRTH).current_version
        assert version is not None
        return {row["name"]: row["id"] for row in version.content["requirements"]}

    import_catalogue(write_lines(file, few_procedures()))
    first = ids()
    changed = few_procedures()
    changed[0]["documents"] = [paper("Ảnh"), *reversed(changed[0]["documents"])]
    import_catalogue(write_lines(file, changed))
    assert {name: ids()[name] for name in first} == first
    assert len(ids()) == len(first) + 1


def test_unlisting_withdraws_and_listing_again_is_a_change_without_a_new_version(file: Path):
    import_catalogue(write_lines(file, few_procedures()))
    unlisted = few_procedures()
    unlisted[1]["listed"] = False
    assert numbers(import_catalogue(write_lines(file, unlisted))) == (0, 0, 3, 1)
    assert procedure(COPY).listed is False
    assert numbers(import_catalogue(file)) == (0, 0, 4, 0)
    assert numbers(import_catalogue(write_lines(file, few_procedures()))) == (0, 1, 3, 0)
    assert procedure(COPY).listed is True
    assert count(ProcedureVersion) == 4


def test_few_absent_procedures_are_withdrawn(file: Path):
    import_catalogue(write_lines(file, many(20)))
    report = import_catalogue(write_lines(file, many(18)))
    assert (numbers(report), report.kept_absent) == ((0, 0, 18, 2), 0)
    assert procedure("1.000019").listed is False
    assert numbers(import_catalogue(file)) == (0, 0, 18, 0)


def test_a_file_that_looks_like_a_part_withdraws_nothing(file: Path):
    import_catalogue(write_lines(file, many(20)))
    report = import_catalogue(write_lines(file, many(17)))
    assert (numbers(report), report.kept_absent) == ((0, 0, 17, 0), 3)
    assert procedure("1.000019").listed is True
    assert catalogue_version().number == 1


def test_a_complete_file_withdraws_whatever_it_lacks(file: Path):
    import_catalogue(write_lines(file, many(20)))
    report = import_catalogue(write_lines(file, many(5)), complete=True)
    assert (numbers(report), report.kept_absent) == ((0, 0, 5, 15), 0)


def test_starter_records_never_replace_national_ones(file: Path):
    import_catalogue(write_lines(file, few_procedures()))
    starter = [line(BIRTH, "Khai sinh rút gọn", listed=False), line("1.555555", "Chỉ có trong bản khởi đầu")]
    assert numbers(import_catalogue(write_lines(file, starter), origin="starter", complete=True)) == (
        1,
        0,
        1,
        0,
    )
    assert (procedure(BIRTH).name, procedure(BIRTH).listed) == ("Thủ tục đăng ký khai sinh", True)
    assert procedure("1.555555").origin == "starter"


def test_a_national_record_takes_over_a_starter_one(file: Path):
    import_catalogue(write_lines(file, few_procedures()), origin="starter")
    national = few_procedures()
    national[0] = line(BIRTH, "Đăng ký khai sinh")
    report = import_catalogue(write_lines(file, national[:3]), complete=True)
    assert numbers(report) == (0, 1, 2, 0)
    assert {procedure(code).origin for code in (BIRTH, COPY)} == {"national"}
    # What only the starter had stays, since it is not of the origin that was imported.
    assert (procedure("1.999002").origin, procedure("1.999002").listed) == ("starter", True)


def test_the_starter_catalogue_that_ships_loads_and_is_idempotent():
    report = load_starter()
    assert report.new >= 60
    assert numbers(load_starter()) == (0, 0, report.new, 0)
    assert procedure(BIRTH).current_version is not None


def test_a_dry_run_says_what_would_happen_and_changes_nothing(file: Path):
    write_lines(file, few_procedures())
    assert numbers(import_catalogue(file, dry_run=True)) == (4, 0, 0, 0)
    assert (count(Procedure), count(CatalogueState), catalogue_version().number) == (0, 0, 0)


def test_siblings_and_suspicions_are_reported_not_merged(file: Path):
    steps = ["Bước 1: Nộp hồ sơ"]
    lines = [
        line("1.000001", "Một", steps=steps),
        line("1.000002", "Hai", steps=steps),
        line("1.000003", "Ba", steps=["Khác"], channels=[channel("direct", 3)]),
        line("1.000004", "Bốn", steps=[], deadline=None),
        line("1.000005", "Năm", steps=[], deadline=None),
    ]
    report = import_catalogue(write_lines(file, lines))
    assert report.sibling_groups == [["1.000001", "1.000002"]]
    assert "1.000003" in dict(report.suspicious)
    assert count(Procedure) == 5


def test_gzip_is_read_by_its_content_and_progress_counts_the_file(tmp_path: Path):
    file = tmp_path / "procedures.data"
    text = "\ufeff" + "\r\n\r\n".join(json.dumps(one) for one in few_procedures())
    file.write_bytes(gzip.compress(text.encode()))
    seen: list[int] = []
    assert numbers(import_catalogue(file, progress=seen.append)) == (4, 0, 0, 0)
    assert sum(seen) == file.stat().st_size


BROKEN: list[tuple[str, bytes, int, str]] = [
    ("no JSON", b"{broken", 3, "no JSON"),
    ("NaN is no JSON", b'{"code": "1.000001", "name": NaN}', 3, "no JSON"),
    ("no UTF-8", '{"code": "1.000001", "name": "Thủ tục'.encode() + b'\xff"}', 3, "not UTF-8 at byte 42"),
    ("a list", b"[]", 3, "must be an object"),
    ("unknown level", json.dumps(line("1.000001", "A", level="huyện")).encode(), 3, "level"),
    ("no number", json.dumps(line("1.000001", "A", fees=[{"amount": "45k"}])).encode(), 3, "is no number"),
    ("twice", json.dumps(line(BIRTH, "A")).encode(), 3, "stands in line 1 already"),
]


@pytest.mark.parametrize(
    ("broken", "number", "reason"), [case[1:] for case in BROKEN], ids=[c[0] for c in BROKEN]
)
def test_a_broken_line_is_named_and_nothing_is_half_imported(
    file: Path, broken: bytes, number: int, reason: str
):
    good = [json.dumps(one).encode() for one in few_procedures()]
    file.write_bytes(b"\n".join([*good[:2], broken, *good[2:]]))
    with pytest.raises(ImportRefused) as refused:
        import_catalogue(file)
    assert refused.value.count == 1
    assert refused.value.problems[0][0] == number
    assert reason in refused.value.problems[0][1]
    assert (count(Procedure), count(ProcedureVersion), catalogue_version().number) == (0, 0, 0)


def test_a_refused_file_leaves_the_catalogue_as_it_was(file: Path):
    import_catalogue(write_lines(file, few_procedures()))
    before = catalogue_version()
    file.write_bytes(file.read_bytes().replace(b"khai sinh", b"khai tu") + b"{")
    with pytest.raises(ImportRefused):
        import_catalogue(file)
    assert (procedure(BIRTH).name, catalogue_version()) == ("Thủ tục đăng ký khai sinh", before)


def test_gzip_cut_off_is_refused(tmp_path: Path):
    whole = gzip.compress(b"\n".join(json.dumps(one).encode() for one in many(200)))
    file = tmp_path / "procedures.jsonl.gz"
    file.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(ImportRefused) as refused:
        import_catalogue(file)
    assert "broken or cut off" in refused.value.problems[-1][1]
    assert count(Procedure) == 0


@pytest.mark.parametrize("content", [b"", b"\n \n", gzip.compress(b"")], ids=["empty", "blank", "gzip"])
def test_a_file_without_records_is_refused(file: Path, content: bytes):
    import_catalogue(write_lines(file, few_procedures()))
    file.write_bytes(content)
    with pytest.raises(ImportRefused, match="no record"):
        import_catalogue(file, complete=True)
    assert procedure(BIRTH).listed is True


def test_an_endless_line_is_refused_without_reading_it(tmp_path: Path):
    file = tmp_path / "bomb.gz"
    file.write_bytes(gzip.compress(b'{"code":"' + b"1" * 20_000_000))
    with pytest.raises(ImportRefused, match="more than"):
        import_catalogue(file)


def test_every_broken_line_is_counted_and_fifty_are_named(file: Path):
    file.write_bytes(b"nonsense\n" * 70)
    with pytest.raises(ImportRefused) as refused:
        import_catalogue(file)
    assert (refused.value.count, len(refused.value.problems)) == (70, 50)


def test_a_failure_while_writing_leaves_nothing_behind(file: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(_state: CatalogueState) -> None:
        raise RuntimeError("the machine died")

    monkeypatch.setattr("api.catalogue.importing.bump", fail)
    with pytest.raises(RuntimeError, match="died"):
        import_catalogue(write_lines(file, few_procedures()))
    assert (count(Procedure), count(ProcedureVersion), catalogue_version().number) == (0, 0, 0)


def test_two_imports_at_once_come_one_after_the_other(app: Flask, file: Path):
    write_lines(file, few_procedures())
    reports: list[ImportReport] = []

    def run() -> None:
        with app.app_context():
            reports.append(import_catalogue(file))
            db.session.remove()

    threads = [Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers(report) for report in reports) == [(0, 0, 4, 0), (0, 0, 4, 0), (4, 0, 0, 0)]
    assert catalogue_version().number == 1


def test_texts_with_zero_bytes_can_be_stored(app: Flask, file: Path):
    record = line("1.000001", "Tên\x00 có ký tự lạ", steps=["Bước\x00 1"])
    import_catalogue(write_lines(file, [record]))
    assert procedure("1.000001").name == "Tên có ký tự lạ"
