"""Codes that somebody waits for in front of a screen: sent at once by the request itself, never queued.

After the commit, so that no lock is held while a gateway thinks. A gateway that does not take a code is told to the
person, who asks again; what was committed meanwhile is a code that nobody has.
"""

from __future__ import annotations

import secrets
from typing import Any

import structlog

from api.config import current_settings
from api.errors import Problem
from api.notifications import channels
from api.notifications.channels.email_smtp import EmailBySmtp
from api.notifications.channels.letter import Letter, Result, without_diacritics
from api.notifications.channels.outbox_file import OutboxFile

log = structlog.get_logger(__name__)


class CodeNotSent(Problem):
    status, code = 503, "code_not_sent"
    vi = "Chưa gửi được mã. Xin thử lại sau một phút."
    en = "The code could not be sent. Please try again in a minute."
    retryable = True


def send_sign_in_code(phone: str, *, code: str, minutes: int, **_more: Any) -> None:
    """Raises CodeNotSent."""
    text = f"{code} là mã đăng nhập Một Cửa của ông/bà, dùng trong {minutes} phút. Không đưa mã này cho ai."
    carrier = channels.sms(current_settings())
    if isinstance(carrier, OutboxFile):
        carrier.append(phone, text)
        return
    _check(carrier.send(phone, without_diacritics(text), reference=secrets.token_hex(8)), "sms")


def send_email_code(address: str, *, code: str, minutes: int, language: str) -> None:
    """Raises CodeNotSent."""
    if language == "en":
        title = "Your code for Một Cửa"
        body = (
            f"{code} confirms this address for Một Cửa. It is good for {minutes} minutes. Give it to nobody."
        )
    else:
        title = "Mã xác nhận của Một Cửa"
        body = (
            f"{code} là mã xác nhận địa chỉ thư này cho Một Cửa, dùng trong {minutes} phút. "
            "Không đưa mã này cho ai."
        )
    carrier = channels.email(current_settings())
    if isinstance(carrier, EmailBySmtp):
        link = f"{current_settings().public_url}/cai-dat/nhan-tin"
        letter = Letter(secrets.token_hex(8), address, language, title, body, link, is_chosen=False)
        _check(carrier.send_all([letter])[0], "email")
    else:
        carrier.append(address, body)


def _check(result: Result, channel: str) -> None:
    if result.kind != "sent":
        log.error("code_not_sent", channel=channel, error=result.error)
        raise CodeNotSent
