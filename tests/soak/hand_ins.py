"""Handing in while everything breaks: `make soak`, and in small as a test.

Phones with full outboxes send through a bad network to a real `motcua serve`, and meanwhile the network is cut and goes
away, answers are lost, browsers are killed and started again with the same profile, web process and worker are
killed, the whole service restarts. In the middle of it all phones are looked at: whatever a phone holds to be handed in
stands on the service with every file, read back and hashed; whatever else was prepared is in the phone's outbox with
its bytes. At the end everything is handed in, once.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Error, Playwright, sync_playwright

from tests.browser.flaky_network import FlakyNetwork, flaky_network_to
from tests.browser.office import DemoOffice, prepare_demo_data, running_office
from tests.live_handing_in import BIRTH
from tests.live_server import Client, children_of, wait_until_ready, web_and_worker_of
from tests.soak.phone import Phone
from tests.soak.sent_bytes import SentBytes

ALLOWED_IN_VAIN = 0.05
_ORIGIN_WITHOUT_THE_APP = "/manifest.webmanifest"


@dataclass(frozen=True)
class Size:
    """How much of everything. `kills` of each kind are spread over the time in which things are sent."""

    phones: int
    drafts_each: int
    kills: int
    file_kilobytes: tuple[int, int] = (60, 600)
    most_files: int = 3
    seed: int = 5


SMALL = Size(phones=1, drafts_each=16, kills=1)
WHOLE = Size(phones=4, drafts_each=50, kills=8)


@dataclass
class Person:
    """Who holds a phone, and what was put into its outbox: draft id → its files."""

    number: str
    phone: Phone
    client: Client
    prepared: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


@dataclass
class Soak:
    size: Size
    office: DemoOffice
    network: FlakyNetwork
    sent: SentBytes
    people: list[Person]
    luck: random.Random
    done: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    # What happens to them

    def cut(self) -> None:
        self.network.cut()

    def cut_in_a_file(self) -> None:
        self.network.cut_after(up_kilobytes=self.luck.uniform(1, 300))

    def go_away(self) -> None:
        self.network.refuse()
        self._wait(self.luck.uniform(0.05, 0.5))

    def lose_an_answer(self) -> None:
        """Of the hand-in itself or on the way there: the service has done it and nobody heard."""
        request = self.luck.choice(
            ["PUT /api/v1/dossiers/", "PATCH /api/v1/uploads/", "POST /api/v1/uploads"]
        )
        self.network.go_away_at(request, answer_lost=True)
        self._wait(self.luck.uniform(0.2, 0.6))

    def kill_browser(self) -> None:
        person = self.luck.choice(self.people)
        person.phone.kill()
        self.network.restore()
        person.phone.start()

    def kill_web(self) -> None:
        web, _ = self._web_and_worker()
        os.kill(self.luck.choice(children_of(web)), signal.SIGKILL)

    def kill_worker(self) -> None:
        os.kill(self._web_and_worker()[1], signal.SIGKILL)

    def restart_service(self) -> None:
        self.office.server.restart()

    def _web_and_worker(self) -> tuple[int, int]:
        """Once what was killed last is replaced."""
        until = time.monotonic() + 15
        while time.monotonic() < until:
            children = children_of(self.office.server.process.pid)
            if len(children) == 2 and any(map(children_of, children)):
                return web_and_worker_of(self.office.server)
            time.sleep(0.05)
        raise AssertionError("a killed process was not replaced")

    # The course of it

    def run(self) -> dict[str, Any]:
        started = time.monotonic()
        for person in self.people:
            self._fill(person)
        total = self.size.phones * self.size.drafts_each
        bad = [self.cut, self.cut_in_a_file, self.go_away, self.lose_an_answer]
        kills = [self.kill_browser, self.kill_web, self.kill_worker, self.restart_service] * self.size.kills
        self.luck.shuffle(kills)
        due = [total * number * 0.7 / len(kills) for number in range(len(kills))]
        looked = False
        sending_since = time.monotonic()
        while (handed_in := self._handed_in()) < total:
            if not looked and handed_in >= total / 2:
                looked = True
                self._look_at_all("middle")
            self._happens(self.luck.choice(bad))
            if kills and handed_in >= due[-len(kills)]:
                self._happens(kills.pop())
            self._comes_back()
            self._wait(self.luck.uniform(0.1, 0.6))
            assert time.monotonic() - sending_since < 20 + 6 * total, (
                f"{handed_in} of {total} after {self.done}"
            )
        seconds = time.monotonic() - sending_since
        self._look_at_all("end", all_in=True)
        return self._figures(total, seconds=seconds, took=time.monotonic() - started)

    def _fill(self, person: Person) -> None:
        page = person.phone.start()
        self.office.sign_in_citizen(page.context, person.number)
        person.phone.remember_session()
        me = page.request.get(f"{self.network.origin}/api/v1/me").json()
        page.goto(self.network.origin + _ORIGIN_WITHOUT_THE_APP)
        asked = self.office.server.client().ok("GET", f"/procedures/{BIRTH}")["requirements"]
        low, high = self.size.file_kilobytes
        drafts = [
            [self.luck.randint(low, high) * 1024 for _ in range(self.luck.randint(1, self.size.most_files))]
            for _ in range(self.size.drafts_each)
        ]
        made = person.phone.fill(
            drafts=drafts,
            picture=base64.b64encode(_picture()).decode(),
            me={"id": me["id"], "phone": me["phone"]},
            procedure=BIRTH,
            paper=next(one["id"] for one in asked if one["kind"] == "submit"),
            agency=self.office.agency_code,
        )
        person.prepared = {draft["id"]: draft["files"] for draft in made}
        page.goto(self.network.origin + "/")

    def _happens(self, what: Callable[[], None]) -> None:
        self.done[what.__name__] += 1
        what()

    def _comes_back(self) -> None:
        self.network.restore()
        server = self.office.server
        wait_until_ready(f"{server.origin}/readyz", server.process, server.log)
        for person in self.people:
            try:
                person.phone.hears_of_the_network()
            except Error:  # the page is just being loaded again
                self.done["page_busy"] += 1

    def _wait(self, seconds: float) -> None:
        """Meanwhile Playwright hears its pages."""
        page = self.people[0].phone.page
        assert page is not None
        page.wait_for_timeout(seconds * 1000)

    def _handed_in(self) -> int:
        return sum(len(self._on_service(person)) for person in self.people)

    def _on_service(self, person: Person) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            answer = person.client.ok("GET", f"/dossiers?limit=100{cursor}")
            found += answer["items"]
            if not answer["next"]:
                return found
            cursor = f"&cursor={answer['next']}"

    def _look_at_all(self, when: str, *, all_in: bool = False) -> None:
        """Kills every browser and looks into its store with the app not running, then at the service."""
        for person in self.people:
            if all_in:
                self._until_it_knows(person)
            person.phone.kill()
            self.network.restore()
            person.phone.start(at=_ORIGIN_WITHOUT_THE_APP)
            self._compare(person, person.phone.look(), when, all_in=all_in)
            person.phone.kill()
            person.phone.start()

    def _until_it_knows(self, person: Person) -> None:
        """The service has the last one; its phone may not have heard so yet."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if all(draft["state"] == "handed_in" for draft in person.phone.look()):
                return
            person.phone.hears_of_the_network()
            self._wait(0.5)

    def _compare(self, person: Person, there: list[dict[str, Any]], when: str, *, all_in: bool) -> None:
        lines = self._on_service(person)
        by_id = {line["id"]: line for line in lines}
        if len(by_id) != len(lines) or len({line["submission_number"] for line in lines}) != len(lines):
            self.faults.append(f"{when}: a dossier stands twice in the list")
        if set(by_id) - set(person.prepared):
            self.faults.append(f"{when}: dossiers that nobody prepared: {set(by_id) - set(person.prepared)}")
        drafts = {draft["id"]: draft for draft in there}
        for draft_id, files in person.prepared.items():
            draft = drafts.get(draft_id)
            if draft is None:
                self.faults.append(f"{when}: {draft_id} is no more on the phone")
            elif draft["state"] == "handed_in":
                self._check_acknowledged(person, draft, by_id.get(draft_id), files, when)
            elif all_in or draft["state"] not in ("waiting", "sending") or not draft["whole"]:
                self.faults.append(f"{when}: {draft}")
            else:
                self.done["in_outbox_" + when] += 1

    def _check_acknowledged(
        self, person: Person, draft: dict[str, Any], line: Any, files: list[dict[str, Any]], when: str
    ) -> None:
        if line is None or line["submission_number"] != draft["number"]:
            self.faults.append(f"{when}: {draft} is acknowledged and not there")
            return
        documents = person.client.ok("GET", f"/dossiers/{draft['id']}")["documents"]
        for document in documents:
            path = f"/dossiers/{draft['id']}/documents/{document['upload_id']}"
            body = person.client.call("GET", path).body
            document["read"] = hashlib.sha256(body).hexdigest()
        wanted = [(file["sha256"], file["size"]) for file in files]
        found = [(one["read"], one["size"]) for one in documents]
        if found != wanted or any(one["read"] != one["sha256"] for one in documents):
            self.faults.append(f"{when}: {draft} has other files than were prepared")
        self.done["acknowledged_and_whole_" + when] += 1

    def _figures(self, total: int, *, seconds: float, took: float) -> dict[str, Any]:
        documents = [
            document
            for person in self.people
            for draft_id in person.prepared
            for document in person.client.ok("GET", f"/dossiers/{draft_id}")["documents"]
        ]
        size = sum(document["size"] for document in documents)
        in_vain = self.sent.in_vain({document["upload_id"] for document in documents})
        return {
            "hand_ins": total,
            "phones": self.size.phones,
            "files": len(documents),
            "file_megabytes": round(size / 1e6, 1),
            "bytes_sent_twice": in_vain,
            "bytes_sent_twice_share": round(in_vain / size, 5),
            "connections_cut": self.network.cuts,
            "happened": dict(sorted(self.done.items())),
            "sending_seconds": round(seconds, 1),
            "all_seconds": round(took, 1),
            "faults": self.faults,
        }


def run(size: Size, office: DemoOffice, folder: Path, playwright: Playwright) -> dict[str, Any]:
    """The figures; `faults` must be empty."""
    with ExitStack() as stack:
        network = stack.enter_context(flaky_network_to(office.origin))
        sent = SentBytes()
        network.watch_connection = sent.watch
        people = []
        for number in range(size.phones):
            phone = Phone(playwright, folder / f"phone-{number}", network.origin)
            stack.callback(phone.kill)
            mobile = office.new_phone()
            people.append(Person(mobile, phone, office.citizen(mobile)))
        return Soak(size, office, network, sent, people, random.Random(size.seed)).run()


def _picture() -> bytes:
    output = io.BytesIO()
    Image.effect_noise((300, 400), 40).convert("RGB").save(output, "JPEG")
    return output.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with running_office(prepare_demo_data(folder / "demo"), folder / "office") as office:
            figures = run(WHOLE if "small" not in sys.argv else SMALL, office, folder, playwright)
    sys.stdout.write(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")
    sys.exit(bool(figures["faults"]) or figures["bytes_sent_twice_share"] > ALLOWED_IN_VAIN)


if __name__ == "__main__":
    main()
