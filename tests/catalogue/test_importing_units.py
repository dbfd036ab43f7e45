import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from api.catalogue.import_files import ImportRefused
from api.catalogue.importing_units import UnitsReport, import_units
from api.catalogue.models import CURRENT_ERA, FORMER_ERA, Unit, UnitSuccession
from api.extensions import db


def unit(code: str, name: str, kind: str = "Phường", **more: Any) -> dict[str, Any]:
    return {"code": code, "name": name, "full_name": f"{kind} {name}", "type": kind, **more}


def document() -> dict[str, Any]:
    """One province of two communes, and what they were: one commune was split, an island district had none."""
    communes = [unit("00001", "Hoà Bình"), unit("00002", "Đồ Sơn", "Xã")]
    return {
        CURRENT_ERA: {
            "provinces": [unit("31", "Hải Phòng", "Thành phố", wards=communes)],
        },
        FORMER_ERA: {
            "provinces": [
                {
                    "code": "30",
                    "name": "Hải Dương",
                    "full_name": "Tỉnh Hải Dương",
                    "districts": [
                        unit("288", "Bình Giang", "Huyện", wards=[unit("00001", "Cũ", "Xã")]),
                        unit("318", "Bạch Long Vĩ", "Huyện", wards=[]),
                    ],
                }
            ]
        },
        "mapping": {
            "provinces": {"30": "31"},
            "wards": {
                "00001": [{"code": "00001", "default": True}, {"code": "00002", "default": False}],
                "D318": [{"code": "00002", "default": True}],
            },
        },
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "units.json.gz"


def write(file: Path, content: dict[str, Any]) -> Path:
    file.write_bytes(gzip.compress(json.dumps(content).encode()))
    return file


@pytest.mark.usefixtures("app")
def test_units_of_both_eras_and_their_successors(file: Path):
    assert import_units(write(file, document())) == UnitsReport(new=7, successions=4)
    rows = db.session.execute(
        select(Unit.era, Unit.level, Unit.code, Unit.parent_code, Unit.kind, Unit.folded)
    ).all()
    assert (CURRENT_ERA, "commune", "00001", "31", "Phường", "phuong hoa binh") in rows
    assert (FORMER_ERA, "commune", "00001", "288", "Xã", "xa cu") in rows
    assert (FORMER_ERA, "province", "30", None, "Tỉnh", "tinh hai duong") in rows
    successors = db.session.execute(
        select(
            UnitSuccession.level, UnitSuccession.old_code, UnitSuccession.new_code, UnitSuccession.is_default
        )
    ).all()
    assert sorted(successors) == [
        ("commune", "00001", "00001", True),
        ("commune", "00001", "00002", False),
        ("district", "318", "00002", True),
        ("province", "30", "31", True),
    ]


@pytest.mark.usefixtures("app")
def test_the_same_file_again_changes_nothing_and_a_newer_one_what_it_says(file: Path):
    import_units(write(file, document()))
    assert import_units(file) == UnitsReport(unchanged=7, successions=4)
    newer = document()
    newer[CURRENT_ERA]["provinces"][0]["wards"][0]["full_name"] = "Xã Hoà Bình"
    del newer[FORMER_ERA]["provinces"][0]["districts"][1]
    del newer["mapping"]["wards"]["D318"]
    newer["mapping"]["wards"]["00001"][0]["default"] = False
    assert import_units(write(file, newer)) == UnitsReport(unchanged=5, changed=1, absent=1, successions=3)
    defaults = select(func.count()).where(UnitSuccession.is_default)
    assert db.session.execute(defaults).scalar_one() == 1


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        (("mapping",), None, "mapping: missing"),
        ((CURRENT_ERA, "provinces", 0, "code"), "1", "no code of a province"),
        ((CURRENT_ERA, "provinces", 0, "wards", 0, "code"), "0000x", "no code of a commune"),
        ((CURRENT_ERA, "provinces", 0, "wards", 0, "name"), None, "name: missing"),
        ((CURRENT_ERA, "provinces", 0, "wards", 0, "full_name"), "x" * 200, "longer than 160"),
        ((CURRENT_ERA, "provinces", 0, "wards", 1, "code"), "00001", "stands twice"),
        ((FORMER_ERA, "provinces", 0, "districts"), {}, "must be a list"),
        (("mapping", "wards", "00001", 0, "code"), "99999", "unknown commune"),
        (("mapping", "wards", "00009"), [{"code": "00001"}], "unknown commune"),
    ],
)
def test_a_broken_file_is_refused_and_nothing_is_half_imported(
    file: Path, place: tuple[Any, ...], value: object, reason: str
):
    content: Any = document()
    holder = content
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    with pytest.raises(ImportRefused) as refused:
        import_units(write(file, content))
    assert reason in refused.value.problems[0][1]
    assert db.session.execute(select(func.count()).select_from(Unit)).scalar_one() == 0


@pytest.mark.parametrize(
    "content", [b"{", b"[]", gzip.compress(b"{}" * 9000)[:-20]], ids=["cut", "list", "gzip"]
)
def test_what_is_no_document_is_refused(file: Path, content: bytes):
    file.write_bytes(content)
    with pytest.raises(ImportRefused):
        import_units(file)
