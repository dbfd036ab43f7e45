"""A small country of two eras, invented but shaped like the real one: numbered wards, namesakes, a split ward."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from api.catalogue.importing_units import import_units
from api.catalogue.models import CURRENT_ERA, FORMER_ERA

BAN_CO, NHIEU_LOC, AN_HOI, TRA_ON, NGAI_TU, HOA_SEN, ISLAND = (
    "00001", "00002", "00003", "00004", "00005", "00006", "00007",
)  # fmt: skip


def unit(code: str, name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": name, "full_name": f"{kind} {name}", "type": kind, **more}


def former_province(code: str, full_name: str, districts: list[dict[str, Any]]) -> dict[str, Any]:
    """The source gives the provinces of before no type."""
    kind = "Thành phố" if full_name.startswith("Thành phố") else "Tỉnh"
    return {
        "code": code, "name": full_name.removeprefix(f"{kind} "), "full_name": full_name, "districts": districts,
    }  # fmt: skip


def units() -> dict[str, Any]:
    return {
        CURRENT_ERA: {
            "provinces": [
                unit("79", "Hồ Chí Minh", "Thành phố", wards=[
                    unit(BAN_CO, "Bàn Cờ", "Phường"), unit(NHIEU_LOC, "Nhiêu Lộc", "Phường"),
                ]),
                unit("86", "Vĩnh Long", "Tỉnh", wards=[
                    unit(AN_HOI, "An Hội", "Phường"), unit(TRA_ON, "Trà Ôn", "Xã"), unit(NGAI_TU, "Ngãi Tứ", "Xã"),
                    unit(HOA_SEN, "Hoa Sen", "Phường"),
                ]),
                unit("31", "Hải Phòng", "Thành phố", wards=[unit(ISLAND, "Bạch Long Vĩ", "Đặc khu")]),
            ]
        },
        FORMER_ERA: {
            "provinces": [
                former_province("79", "Thành phố Hồ Chí Minh", [
                    unit("770", "3", "Quận", wards=[
                        unit("00011", "5", "Phường"), unit("00012", "Võ Thị Sáu", "Phường"),
                        unit("00013", "14", "Phường"),
                    ]),
                    unit("771", "Gò Vấp", "Quận", wards=[unit("00014", "5", "Phường")]),
                ]),
                former_province("83", "Tỉnh Bến Tre", [
                    unit("829", "Bến Tre", "Thành phố", wards=[
                        unit("00021", "An Hội", "Phường"), unit("00022", "IV", "Phường"),
                    ]),
                ]),
                former_province("86", "Tỉnh Vĩnh Long", [
                    unit("859", "Trà Ôn", "Huyện", wards=[
                        unit("00031", "Trà Ôn", "Thị trấn"), unit("00032", "Mỹ Ea H'leo", "Xã"),
                    ]),
                ]),
                former_province("31", "Thành phố Hải Phòng", [unit("318", "Bạch Long Vĩ", "Huyện", wards=[])]),
            ]
        },
        "mapping": {
            "provinces": {"79": "79", "83": "86", "86": "86", "31": "31"},
            "wards": {
                "00011": [{"code": BAN_CO, "default": True}],
                "00012": [{"code": BAN_CO, "default": False}, {"code": NHIEU_LOC, "default": True}],
                "00013": [{"code": NHIEU_LOC, "default": True}],
                "00014": [{"code": NHIEU_LOC, "default": True}],
                "00021": [{"code": AN_HOI, "default": True}],
                "00022": [{"code": AN_HOI, "default": True}],
                "00031": [{"code": NGAI_TU, "default": False}, {"code": TRA_ON, "default": True}],
                "00032": [{"code": TRA_ON, "default": True}],
                "D318": [{"code": ISLAND, "default": True}],
            },
        },
    }  # fmt: skip


def write_units(folder: Path, document: dict[str, Any] | None = None) -> Path:
    file = folder / "units.json.gz"
    file.write_bytes(gzip.compress(json.dumps(document or units()).encode()))
    return file


def with_units(folder: Path, document: dict[str, Any] | None = None) -> None:
    import_units(write_units(folder, document))
