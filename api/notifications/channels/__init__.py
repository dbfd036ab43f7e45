"""The ways beside push: e-mail, SMS, Zalo, each by its gateway or, without one, into a file."""

from __future__ import annotations

from api.config import Settings
from api.notifications.channels.email_smtp import EmailBySmtp
from api.notifications.channels.letter import Carrier
from api.notifications.channels.outbox_file import OutboxFile
from api.notifications.channels.sms_gateway import SmsGateway
from api.notifications.channels.zalo_zns import ZaloZns

# The most that one citizen gets in a day: more means that something of ours has gone wild.
DAILY_LIMITS = {"email": 20, "sms": 5, "zalo": 10}


def carriers(settings: Settings) -> dict[str, Carrier]:
    """By the name of the channel."""
    return {"email": email(settings), "sms": sms(settings), "zalo": zalo(settings)}


def email(settings: Settings) -> EmailBySmtp | OutboxFile:
    if not settings.smtp_url:
        return OutboxFile("email", settings.data_dir, daily_limit=DAILY_LIMITS["email"])
    return EmailBySmtp(
        settings.smtp_url,
        sender=settings.mail_from,
        settings_url=f"{settings.public_url}/cai-dat/nhan-tin",
        daily_limit=DAILY_LIMITS["email"],
    )


def sms(settings: Settings) -> SmsGateway | OutboxFile:
    if not settings.sms_gateway_url:
        return OutboxFile("sms", settings.data_dir, daily_limit=DAILY_LIMITS["sms"])
    return SmsGateway(
        settings.sms_gateway_url,
        settings.sms_gateway_token,
        price_vnd=settings.sms_price_vnd,
        daily_limit=DAILY_LIMITS["sms"],
    )


def zalo(settings: Settings) -> ZaloZns | OutboxFile:
    if not settings.zalo_zns_url:
        return OutboxFile("zalo", settings.data_dir, daily_limit=DAILY_LIMITS["zalo"])
    return ZaloZns(
        settings.zalo_zns_url,
        settings.zalo_zns_token,
        template_id=settings.zalo_template_id,
        price_vnd=settings.zalo_price_vnd,
        daily_limit=DAILY_LIMITS["zalo"],
    )
