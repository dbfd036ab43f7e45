"""A citizen in Firefox: a dossier handed in, and signed in with real keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.browser.firefox import Firefox, Tab
from tests.browser.office import DemoOffice
from tests.live_handing_in import hand_in
from tests.live_server import Client


@dataclass
class Citizen:
    """Signed in twice: in the tab, and with a bearer token for what a test only prepares or looks up."""

    tab: Tab
    client: Client
    dossier: dict[str, Any]

    @property
    def devices(self) -> list[str]:
        """Endpoints to which the service sends this citizen's messages."""
        found = self.client.ok("GET", "/push/subscriptions")["items"]
        return [device["endpoint"] for device in found]


def citizen_with_a_dossier(firefox: Firefox, office: DemoOffice, *, origin: str = "") -> Citizen:
    """The slip of the dossier is open; `origin` when a network stands between browser and office."""
    phone = office.new_phone()
    client = office.citizen(phone)
    dossier = hand_in(client, office.agency_code)
    tab = firefox.open((origin or office.origin) + f"/dang-nhap?next=/ho-so/{dossier['id']}/da-nop")
    tab.write("Số điện thoại di động", phone)
    tab.press("button", "Nhận mã")
    tab.wait_for_words("Nhập mã trong tin nhắn")
    tab.write("Mã 6 chữ số", office.code_for(phone))
    tab.press("button", "Xác nhận")
    tab.wait_for_words(dossier["submission_number"])
    return Citizen(tab, client, dossier)
