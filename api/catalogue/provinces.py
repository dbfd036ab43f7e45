"""The 34 provinces since 1 July 2025 (Nghị quyết 202/2025/QH15) with their codes (Quyết định 19/2025/QĐ-TTg).

Only to tell to which province a procedure of a province belongs: its source has a name, look-up has a code.
Units are otherwise rows that `units import` fills (`importing_units.py`).
"""

from __future__ import annotations

from api.catalogue.folding import fold

CODES: dict[str, str] = {
    "Hà Nội": "01", "Cao Bằng": "04", "Tuyên Quang": "08", "Điện Biên": "11", "Lai Châu": "12",
    "Sơn La": "14", "Lào Cai": "15", "Thái Nguyên": "19", "Lạng Sơn": "20", "Quảng Ninh": "22",
    "Bắc Ninh": "24", "Phú Thọ": "25", "Hải Phòng": "31", "Hưng Yên": "33", "Ninh Bình": "37",
    "Thanh Hóa": "38", "Nghệ An": "40", "Hà Tĩnh": "42", "Quảng Trị": "44", "Huế": "46",
    "Đà Nẵng": "48", "Quảng Ngãi": "51", "Gia Lai": "52", "Khánh Hòa": "56", "Đắk Lắk": "66",
    "Lâm Đồng": "68", "Đồng Nai": "75", "Hồ Chí Minh": "79", "Tây Ninh": "80", "Đồng Tháp": "82",
    "Vĩnh Long": "86", "An Giang": "91", "Cần Thơ": "92", "Cà Mau": "96",
}  # fmt: skip
_BY_FOLDED_NAME = {fold(name): code for name, code in CODES.items()}


def province_code(name: str) -> str | None:
    """The code for 'tỉnh Bắc Ninh', 'Thành phố Huế' or an office of one ('Sở Xây dựng - tỉnh Quảng Ngãi')."""
    folded = f" {fold(name)}"
    return next((code for known, code in _BY_FOLDED_NAME.items() if folded.endswith(f" {known}")), None)
