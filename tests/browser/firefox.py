"""Debian's Firefox ESR, driven by its own WebDriver BiDi: no geckodriver, and a real push client.

Playwright's Firefox is a patched build without web push, so the journey to a shown notification runs here. Everything
waits for its answer: one connection, no thread of ours.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.debian_browsers import FIREFOX
from tests.browser.mozilla_push_service import MozillaPushService

PATIENCE_SECONDS = 20.0
NOWHERE = "http://127.0.0.1:9/"
PREFERENCES: dict[str, bool | int | str] = {
    "intl.accept_languages": "vi-VN,vi,en",
    "network.proxy.type": 0,
    # Nothing that speaks to Mozilla or asks the person on first start.
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.url": "",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": NOWHERE,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
# Violations of the content policy reach no log of BiDi; this makes them console errors.
REPORT_VIOLATIONS = """() => addEventListener('securitypolicyviolation', event =>
    console.error(`Content Security Policy: ${event.violatedDirective} refused ${event.blockedURI}`))"""


def push_preferences(service: MozillaPushService) -> dict[str, bool | int | str]:
    """Makes Firefox subscribe at this service, and show notifications in windows that a test can click."""
    return {
        "alerts.useSystemBackend": False,
        "dom.push.connection.enabled": True,
        "dom.push.retryBaseInterval": 200,
        "dom.push.serverURL": service.websocket_url,
        "dom.push.testing.allowInsecureServerURL": True,
        "permissions.default.desktop-notification": 1,
    }


WORDS_OF_NOTIFICATION = """[
    document.getElementById('alertTitleLabel')?.value, document.getElementById('alertTextLabel')?.textContent]"""
# In the middle of the window, and not moved any more by what is drawn later: a click goes to a place.
BRING_TO_REST = """async element => {
    const place = () => JSON.stringify(element.getBoundingClientRect());
    const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)));
    for (let before = ""; before !== place(); ) {
        element.scrollIntoView({ block: "center" });
        before = place();
        await frame();
    }
}"""
# WebDriver may not touch windows of the browser itself; this is what its own mouse events become.
CLICK_ON_NOTIFICATION = """(() => {
    const { x, y, width, height } = document.getElementById('alertTextLabel').getBoundingClientRect();
    for (const kind of ['mousemove', 'mousedown', 'mouseup'])
        synthesizeMouseEvent(kind, x + width / 2, y + height / 2, { button: 0, clickCount: 1 });
    return true;
})()"""


class JavaScriptError(Exception):
    """What was evaluated threw."""


class Firefox:
    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._ids = itertools.count(1)
        self._person = "default"
        self.faults: list[str] = []  # uncaught errors, console errors and content policy violations so far

    def call(self, method: str, **parameters: Any) -> Any:
        """One command of WebDriver BiDi and its result."""
        number = next(self._ids)
        self._connection.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._connection.recv(PATIENCE_SECONDS))
            if message.get("method") == "log.entryAdded":
                self._note(message["params"])
            elif message.get("id") == number:
                if message["type"] == "error":
                    raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
                return message["result"]

    def start_session(self) -> None:
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self.call("script.addPreloadScript", functionDeclaration=REPORT_VIOLATIONS)

    @contextmanager
    def new_person(self) -> Iterator[None]:
        """Tabs opened in the block share cookies, storage and service workers with nobody else (a container)."""
        self.faults.clear()
        self._person = self.call("browser.createUserContext")["userContext"]
        try:
            yield
            self.check()
        finally:
            self.close_notifications()
            self.call("browser.removeUserContext", userContext=self._person)
            self._person = "default"

    def open(self, url: str) -> Tab:
        created = self.call("browsingContext.create", type="tab", userContext=self._person)
        tab = Tab(self, created["context"])
        tab.goto(url)
        return tab

    def check(self) -> None:
        """Fails when a page had a fault; clear `faults` after provoking one."""
        self.call("session.status")  # brings what was logged meanwhile
        assert not self.faults, "\n".join(self.faults)

    def notification(self) -> Notification:
        """The one that is on the screen, once it is there."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            for window in self._notification_windows():
                title, body = window.evaluate(WORDS_OF_NOTIFICATION)
                if title:
                    return Notification(window, title, body)
            time.sleep(0.05)
        raise AssertionError("no notification came")

    def tabs(self) -> list[Tab]:
        """Those of this person, in the order in which they were opened."""
        contexts = self.call("browsingContext.getTree", maxDepth=0)["contexts"]
        return [Tab(self, one["context"]) for one in contexts if one["userContext"] == self._person]

    def wait_for_tab(self, url: str) -> Tab:
        """The tab of this person that is at the address, whoever opens it."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            for tab in self.tabs():
                if tab.url == url:
                    return tab
            time.sleep(0.05)
        raise AssertionError(f"no tab is at {url}, but {[tab.url for tab in self.tabs()]}")

    def close_notifications(self) -> None:
        for window in self._notification_windows():
            window.evaluate("void setTimeout(() => window.close())")

    def _notification_windows(self) -> list[Tab]:
        windows = self.call("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"]
        return [Tab(self, window["context"]) for window in windows if "alert" in window["url"]]

    def _note(self, entry: dict[str, Any]) -> None:
        if entry["level"] == "error":
            self.faults.append(f"{entry['type']} error: {entry['text']}")


class Tab:
    def __init__(self, firefox: Firefox, context: str) -> None:
        self.firefox = firefox
        self.context = context

    def goto(self, url: str) -> None:
        self.firefox.call("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression, awaited when it is a promise, as if the person had just touched the page."""
        answer = self.firefox.call(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": self.context},
            awaitPromise=True,
            userActivation=True,
        )
        if answer["type"] == "exception":
            raise JavaScriptError(answer["exceptionDetails"]["text"])
        value = answer["result"].get("value")
        return None if value is None else json.loads(value)

    def wait_for(self, expression: str, *, seconds: float = PATIENCE_SECONDS) -> Any:
        """The expression's value as soon as it is truthy."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if value := self.evaluate(expression):
                return value
            time.sleep(0.05)
        raise AssertionError(f"still not true after {seconds} s: {expression}")

    @property
    def url(self) -> str:
        found = self.firefox.call("browsingContext.getTree", root=self.context, maxDepth=0)["contexts"]
        return str(found[0]["url"])

    def reload(self) -> None:
        self.firefox.call("browsingContext.reload", context=self.context, wait="complete")

    def wait_for_words(self, words: str) -> None:
        """Until the page says this."""
        try:
            self.wait_for(f"document.body.innerText.includes({json.dumps(words)})")
        except AssertionError:
            said = self.evaluate("document.body.innerText")
            raise AssertionError(f"the page never said {words!r}, but:\n{said}") from None

    def press(self, role: str, name: str) -> None:
        """A real click of the mouse on what a screen reader calls so, once it is there."""
        node = self._find(role, name)
        self._call_on(node, BRING_TO_REST)
        origin = {"type": "element", "element": node}
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": origin}
        click = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act({"type": "pointer", "id": "mouse", "actions": [move, *click]})

    def write(self, label: str, text: str) -> None:
        """Click into a field and type, key by key."""
        self.press("textbox", label)
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": keys})

    def _act(self, device: dict[str, Any]) -> None:
        self.firefox.call("input.performActions", context=self.context, actions=[device])

    def _call_on(self, node: dict[str, Any], function: str) -> None:
        self.firefox.call(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[node],
            target={"context": self.context},
            awaitPromise=True,
        )

    def _find(self, role: str, name: str) -> dict[str, Any]:
        locator = {"type": "accessibility", "value": {"role": role, "name": name}}
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            found = self.firefox.call("browsingContext.locateNodes", context=self.context, locator=locator)
            if len(found["nodes"]) == 1:
                return {"sharedId": found["nodes"][0]["sharedId"]}
            time.sleep(0.05)
        raise AssertionError(f"not exactly one {role} is called {name!r}: {len(found['nodes'])}")

    def close(self) -> None:
        self.firefox.call("browsingContext.close", context=self.context)


@dataclass(frozen=True)
class Notification:
    """As it stands on the screen."""

    window: Tab
    title: str
    body: str

    def click(self) -> None:
        self.window.evaluate(CLICK_ON_NOTIFICATION)


@contextmanager
def running_firefox(folder: Path, push_service: MozillaPushService | None = None) -> Iterator[Firefox]:
    """A Firefox with a new profile in the folder. Raises NotInstalled when Debian's is not there."""
    program = FIREFOX.program("firefox-esr")
    profile = folder / "profile"
    profile.mkdir(parents=True)
    preferences = {**PREFERENCES, **(push_preferences(push_service) if push_service else {})}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items())
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    log = folder / "firefox.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(program, "--headless", "--no-remote", "--new-instance", "--profile", profile),
                *("--remote-debugging-port", "0"),
                "--remote-allow-system-access",  # notifications are windows of the browser, not of the page
            ],
            env={**os.environ, "HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        address = _wait_for_address(process, log)
        # Its pings would draw from the global `random`, which hypothesis watches in other tests.
        with connect(f"{address}/session", max_size=None, proxy=None, ping_interval=None) as connection:
            firefox = Firefox(connection)
            firefox.start_session()
            yield firefox
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # leaving politely takes seconds, for a profile nobody needs
        process.wait(10)


def _wait_for_address(process: subprocess.Popen[bytes], log: Path) -> str:
    until = time.monotonic() + PATIENCE_SECONDS * 2
    while time.monotonic() < until:
        said = log.read_text(errors="replace")
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", said):
            return found[1]
        assert process.poll() is None, said
        time.sleep(0.05)
    raise AssertionError(f"Firefox did not become ready:\n{log.read_text(errors='replace')}")
