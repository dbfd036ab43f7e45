"""SMS by a generic HTTP gateway: POST {to, text, id} with a bearer token, answered by {id, parts?, cost_vnd?}.

`id` is ours and stays the same when a letter is sent again, so that a gateway can drop the repeat.
"""

from __future__ import annotations

from collections.abc import Sequence

import urllib3

from api.notifications.channels.json_gateway import JsonGateway, trouble
from api.notifications.channels.letter import Letter, Result

ONE_PART, OF_SEVERAL = 160, 153  # characters of GSM 7 bit; joined parts lose seven to their header


class SmsGateway:
    name = "sms"

    def __init__(self, url: str, token: str, *, price_vnd: int, daily_limit: int) -> None:
        self.gateway = JsonGateway(url, {"Authorization": f"Bearer {token}"})
        self.price_vnd = price_vnd
        self.daily_limit = daily_limit

    def send_all(self, letters: Sequence[Letter]) -> list[Result]:
        return [self.send(letter.to, letter.short_text, reference=letter.reference) for letter in letters]

    def send(self, to: str, text: str, *, reference: str) -> Result:
        try:
            answer = self.gateway.post({"to": to, "text": text, "id": reference})
        except (urllib3.exceptions.HTTPError, OSError) as error:
            return Result("retry", type(error).__name__)
        if answer.status not in (200, 201, 202):
            return trouble(answer)
        cost = answer.data.get("cost_vnd")
        known = isinstance(cost, int) and 0 <= cost <= 10**9
        return Result(
            "sent",
            provider_id=str(answer.data.get("id") or reference)[:100],
            cost_vnd=cost if known else parts_of(text) * self.price_vnd,
        )


def parts_of(text: str) -> int:
    """How many messages a text of plain letters is charged as."""
    return 1 if len(text) <= ONE_PART else -(-len(text) // OF_SEVERAL)
