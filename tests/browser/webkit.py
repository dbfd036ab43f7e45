"""WebKitGTK's MiniBrowser, driven by WebDriver on a display of its own: the nearest thing to Safari on Linux.

It has no push and no background sync, refuses Blobs in IndexedDB and answers PNG when asked for WebP. Good for asking
whether the app works on an iPhone's engine at all.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import urllib3

from tests.browser.debian_browsers import WEBKIT
from tests.live_server import free_port, wait_until_ready

PATIENCE_SECONDS = 30.0
WINDOW = (412, 839)
ASYNC = """const done = arguments[0];
(async () => ({expression}))().then(
    value => done({{ value: value ?? null }}), error => done({{ error: `${{error}}` }}))"""


# The driver tells nothing of the console. Listened for from the end of loading on: earlier faults are not seen, so a
# test also looks at what the page shows.
LISTEN = """(() => {
    window.faultsForTests = [];
    const note = text => window.faultsForTests.push(text);
    addEventListener('error', event => note(`uncaught: ${event.message}`));
    addEventListener('unhandledrejection', event => note(`uncaught in a promise: ${event.reason}`));
    addEventListener('securitypolicyviolation', event =>
        note(`Content Security Policy: ${event.violatedDirective} refused ${event.blockedURI}`));
    const write = console.error;
    console.error = (...words) => { note(`console error: ${words.join(' ')}`); write(...words); };
})()"""


PRESSABLE = "self::button or self::a or self::label"
NAMED = '//*[{tags}][normalize-space()="{words}"]'


class JavaScriptError(Exception):
    """What was evaluated threw."""


# How WebDriver calls an element (W3C WebDriver 12.1, web element identifier).
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class WebKit:
    """A window of the browser, with the commands of W3C WebDriver."""

    def __init__(self, driver: str, http: urllib3.PoolManager) -> None:
        self._driver = driver
        self._http = http
        self._session = ""
        self.faults: list[str] = []

    def start_session(self, program: Path) -> None:
        options = {"binary": str(program), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._session = "/" + self._request("POST", "", wanted)["sessionId"]
        self.call("POST", "timeouts", {"script": int(PATIENCE_SECONDS * 1000)})
        self.call("POST", "window/rect", {"x": 0, "y": 0, "width": WINDOW[0], "height": WINDOW[1]})

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """One command of this session and its value."""
        return self._request(method, f"{self._session}/{path}", body)

    def goto(self, url: str) -> None:
        self.collect_faults()
        self.call("POST", "url", {"url": url})
        self.evaluate(LISTEN)

    def evaluate(self, expression: str) -> Any:
        """The value of an expression, awaited when it is a promise."""
        script = ASYNC.format(expression=expression)
        answer = self.call("POST", "execute/async", {"script": script, "args": []})
        if "error" in answer:
            raise JavaScriptError(answer["error"])
        return answer["value"]

    def wait_for(self, expression: str, *, seconds: float = PATIENCE_SECONDS) -> Any:
        """The expression's value as soon as it is truthy."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if value := self.evaluate(expression):
                return value
            time.sleep(0.05)
        raise AssertionError(f"still not true after {seconds} s: {expression}")

    def wait_for_words(self, words: str) -> None:
        """Until the page says this."""
        try:
            self.wait_for(f"document.body.innerText.includes({json.dumps(words)})")
        except AssertionError:
            said = self.evaluate("document.body.innerText")
            raise AssertionError(f"the page never said {words!r}, but:\n{said}") from None

    def press(self, words: str) -> None:
        """A real click on the button, link or choice that says exactly this, once it is there."""
        found = self._find(NAMED.format(tags=PRESSABLE, words=words))
        # A person scrolls until no bar covers it; WebDriver stops as soon as it is on the screen.
        script = "arguments[0].scrollIntoView({block: 'center'})"
        self.call("POST", "execute/sync", {"script": script, "args": [{ELEMENT: found}]})
        self.call("POST", f"element/{found}/click", {})

    def write(self, label: str, text: str) -> None:
        """Type into the field with this label, key by key."""
        found = self._find(f"//*[@id={NAMED.format(tags='self::label', words=label)}/@for]")
        self.call("POST", f"element/{found}/clear", {})
        self.call("POST", f"element/{found}/value", {"text": text})

    def choose_file(self, label: str, file: Path) -> None:
        """What the person picks after a tap on the button."""
        found = self._find(NAMED.format(tags="self::label", words=label) + "/input[@type='file']")
        self.call("POST", f"element/{found}/value", {"text": str(file)})

    def reload(self) -> None:
        self.collect_faults()
        self.call("POST", "refresh", {})
        self.evaluate(LISTEN)

    @contextmanager
    def new_person(self) -> Iterator[None]:
        """Without cookies, and without what earlier tests did wrong. Storage is a matter of the origin."""
        self.faults.clear()
        self.call("DELETE", "cookie")
        yield
        self.check()
        self.call("POST", "url", {"url": "about:blank"})

    def collect_faults(self) -> list[str]:
        """Uncaught errors, console errors and content policy violations so far."""
        self.faults += self.evaluate("window.faultsForTests?.splice(0)") or []
        return self.faults

    def check(self) -> None:
        """Fails when a page had a fault; clear `faults` after provoking one."""
        assert not self.collect_faults(), "\n".join(self.faults)

    def quit(self) -> None:
        if self._session:
            self._request("DELETE", self._session)

    def _find(self, path: str) -> str:
        """The only element that fits the XPath, once it is there."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            found = self.call("POST", "elements", {"using": "xpath", "value": path})
            if len(found) == 1:
                return str(next(iter(found[0].values())))
            time.sleep(0.05)
        raise AssertionError(f"not exactly one element is {path}: {len(found)}")

    def _request(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        response = self._http.request(method, f"{self._driver}/session{path}", json=body)
        value = response.json()["value"]
        if isinstance(value, dict) and "error" in value and "message" in value:
            raise RuntimeError(f"{method} {path}: {value['error']}: {value['message']}")
        return value


@contextmanager
def running_webkit(folder: Path) -> Iterator[WebKit]:
    """A MiniBrowser whose home is the folder. Raises NotInstalled when a part of it is not there."""
    program = WEBKIT.program("MiniBrowser")
    folder.mkdir(parents=True, exist_ok=True)
    log, port = folder / "webkit.log", free_port()
    with ExitStack() as stack:
        display = stack.enter_context(_display())
        environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "LANG": "C.UTF-8",
            "LANGUAGE": "vi",
            "TZ": "Asia/Ho_Chi_Minh",
            "no_proxy": "127.0.0.1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "NO_AT_BRIDGE": "1",
            "GTK_A11Y": "none",
            "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # it does not start inside a container
        }
        output = stack.enter_context(log.open("wb"))
        driver = subprocess.Popen(
            [
                *(WEBKIT.program("dbus-run-session"), "--"),
                *(WEBKIT.program("WebKitWebDriver"), f"--port={port}", "--host=127.0.0.1"),
            ],
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        stack.callback(_stop_group, driver)
        address = f"http://127.0.0.1:{port}"
        wait_until_ready(f"{address}/status", driver, log)
        http = stack.enter_context(urllib3.PoolManager(retries=False, timeout=PATIENCE_SECONDS * 2))
        webkit = WebKit(address, http)
        stack.callback(webkit.quit)
        webkit.start_session(program)
        yield webkit


@contextmanager
def _display() -> Iterator[str]:
    """A screen in memory; Xvfb picks a free number itself, so that xdist workers do not meet."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as numbers:
        process = subprocess.Popen(
            [
                *(WEBKIT.program("Xvfb"), "-displayfd", str(writing)),
                *("-screen", "0", "1280x1200x24", "-nolisten", "tcp"),
            ],
            pass_fds=[writing],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(writing)
        try:
            number = numbers.readline().strip()
            assert number, "Xvfb did not start"
            yield f":{number}"
        finally:
            process.terminate()
            process.wait(10)


def _stop_group(process: subprocess.Popen[bytes]) -> None:
    """The bus, the driver and the browser it started. Nobody needs what they would still write."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
