"""Zalo Notification Service: one registered template with title, body and link, sent to a phone number.

The service answers 200 with an error code in the body; the codes that will not change by waiting are named here
(Zalo's documentation of ZNS error codes).
"""

from __future__ import annotations

from collections.abc import Sequence

import urllib3

from api.notifications.channels.json_gateway import JsonGateway, trouble
from api.notifications.channels.letter import Letter, Result

# No such number, no such template, nobody with this number, somebody who does not take such messages.
FOR_GOOD = (-108, -109, -118, -119)


class ZaloZns:
    name = "zalo"

    def __init__(self, url: str, token: str, *, template_id: str, price_vnd: int, daily_limit: int) -> None:
        self.gateway = JsonGateway(url, {"access_token": token})
        self.template_id = template_id
        self.price_vnd = price_vnd
        self.daily_limit = daily_limit

    def send_all(self, letters: Sequence[Letter]) -> list[Result]:
        return [self._send(letter) for letter in letters]

    def _send(self, letter: Letter) -> Result:
        body = {
            "phone": f"84{letter.to.removeprefix('0')}",
            "template_id": self.template_id,
            "template_data": {"title": letter.title, "body": letter.body, "link": letter.link},
            "tracking_id": letter.reference,
        }
        try:
            answer = self.gateway.post(body)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            return Result("retry", type(error).__name__)
        if answer.status != 200:
            return trouble(answer)
        code, data = answer.data.get("error"), answer.data.get("data")
        if code == 0:
            number = data.get("msg_id") if isinstance(data, dict) else None
            return Result("sent", provider_id=str(number or letter.reference)[:100], cost_vnd=self.price_vnd)
        return Result("rejected" if code in FOR_GOOD else "retry", f"ZNS {code}"[:100])
