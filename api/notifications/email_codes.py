"""The letter with the code that confirms an e-mail address."""

from __future__ import annotations

from api.notifications.sms import append_to_outbox


def send_email_code(address: str, *, code: str, minutes: int, language: str) -> None:
    if language == "en":
        text = (
            f"{code} confirms this address for Một Cửa. It is good for {minutes} minutes. Give it to nobody."
        )
    else:
        text = (
            f"{code} là mã xác nhận địa chỉ thư này cho Một Cửa, dùng trong {minutes} phút. "
            "Không đưa mã này cho ai."
        )
    append_to_outbox("email", address, text)
