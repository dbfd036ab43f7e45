"""A phone that dies: Debian's Chromium with a profile on the disk, killed with SIGKILL and started again with it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, Playwright

from tests.browser.chromium import ARGUMENTS
from tests.browser.debian_browsers import CHROMIUM

_START_SECONDS = 20.0
_SESSION = "refresh_token_cookie"

# Puts drafts that wait into the app's own store: `drafts` says for each which sizes. Real JPEGs, each one's own and
# of its size by the comments in it. Answers what was put there.
_FILL = """async ({drafts, picture, me, procedure, paper, agency}) => {
    const base = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const made = [];
    const MOST = 32_000;
    const opening = indexedDB.open('motcua', 1);
    const database = await new Promise((done, failed) => {
        opening.onsuccess = () => done(opening.result);
        opening.onerror = () => failed(opening.error);
    });
    for (const sizes of drafts) {
        const id = crypto.randomUUID();
        const files = [], bytes = [];
        for (const size of sizes) {
            const comments = [];
            for (let left = size - base.length; comments.length === 0 || left > 0; left -= MOST + 4) {
                const length = Math.min(MOST, Math.max(left, 16));
                const words = crypto.getRandomValues(new Uint8Array(length));
                comments.push([0xff, 0xfe, (length + 2) >> 8, (length + 2) & 0xff, ...words]);
            }
            const own = new Uint8Array([0xff, 0xd8, ...comments.flat(), ...base.subarray(2)]);
            const fileId = crypto.randomUUID();
            const sha256 = hex(await crypto.subtle.digest('SHA-256', own));
            files.push({id: fileId, paperId: paper, name: 'giấy tờ.jpg', mediaType: 'image/jpeg',
                size: own.length, sha256, uploadId: null, offset: 0});
            bytes.push({id: fileId, draftId: id, bytes: own.buffer});
        }
        const draft = {id, kind: 'dossier', dossierId: id, procedure: {code: procedure, name: 'Khai sinh', cases: [],
            papers: [], limits: [], feeKind: 'free', fees: [], province: null},
            request: '', case: null, forOther: false,
            applicant: {full_name: 'Nguyễn Thị Mẫu', phone: '0912345678', identity_number: ''},
            office: {code: agency, name: 'Mẫu', province: '01', isDemo: true, mandate: false}, note: '', skipped: [],
            files, step: 'xem-lai', state: 'waiting', trouble: null, owner: me, attempted: false,
            submissionNumber: null, createdAt: Date.now(), triedAt: 0};
        const transaction = database.transaction(['drafts', 'files'], 'readwrite', {durability: 'strict'});
        transaction.objectStore('drafts').put(draft);
        for (const one of bytes) transaction.objectStore('files').put(one);
        await new Promise((done, failed) => {
            transaction.oncomplete = done;
            transaction.onabort = () => failed(transaction.error);
        });
        made.push({id, files: files.map(({sha256, size}) => ({sha256, size}))});
    }
    database.close();
    return made;
}"""

# What the phone still has: each draft's state, number, and whether its bytes are those that were put there.
_LOOK = """async () => {
    const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const opening = indexedDB.open('motcua', 1);
    const database = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
    const all = (name) => new Promise((done) => {
        const asking = database.transaction(name).objectStore(name).getAll();
        asking.onsuccess = () => done(asking.result);
    });
    const [drafts, files] = [await all('drafts'), await all('files')];
    database.close();
    const found = [];
    for (const {id, state, submissionNumber, trouble, files: named} of drafts) {
        let whole = true;
        for (const {id: fileId, sha256} of named) {
            const kept = files.find((one) => one.id === fileId);
            whole &&= Boolean(kept) && hex(await crypto.subtle.digest('SHA-256', kept.bytes)) === sha256;
        }
        whole &&= named.length > 0 || state === 'handed_in';
        found.push({id, state, number: submissionNumber, trouble: trouble?.code ?? null, whole});
    }
    return found;
}"""


class Phone:
    """`page` is the app's home page while it runs.

    It signs in again when a kill came before its cookies were written.
    """

    def __init__(self, playwright: Playwright, folder: Path, origin: str) -> None:
        self._playwright = playwright
        self._folder = folder
        self._origin = origin
        self._process: subprocess.Popen[bytes] | None = None
        self._browser: Browser | None = None
        self._cookies: list[Any] = []
        self.page: Page | None = None

    def start(self, *, at: str = "/") -> Page:
        self._folder.mkdir(parents=True, exist_ok=True)
        port_file = self._folder / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        program = CHROMIUM.program("chromium-headless-shell")
        self._process = subprocess.Popen(
            [
                str(program),
                *ARGUMENTS,
                f"--user-data-dir={self._folder}",
                "--remote-debugging-port=0",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + _START_SECONDS
        while not port_file.exists() or "\n" not in port_file.read_text():
            assert time.monotonic() < until, "the browser did not start"
            time.sleep(0.05)
        port = port_file.read_text().splitlines()[0]
        self._browser = self._playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        context = self._browser.contexts[0]
        if self._cookies and not any(cookie["name"] == _SESSION for cookie in context.cookies()):
            context.add_cookies(self._cookies)
        self.page = context.new_page()
        self.page.goto(self._origin + at)
        return self.page

    def remember_session(self) -> None:
        assert self.page is not None
        self._cookies = list(self.page.context.cookies())

    def hears_of_the_network(self) -> None:
        """As the phone tells its pages that it is back."""
        assert self.page is not None
        self.page.evaluate("void dispatchEvent(new Event('online'))")

    def fill(self, **what: Any) -> list[dict[str, Any]]:
        assert self.page is not None
        made: list[dict[str, Any]] = self.page.evaluate(_FILL, what)
        return made

    def look(self) -> list[dict[str, Any]]:
        """Every draft with `id, state, number, trouble, whole`."""
        assert self.page is not None
        found: list[dict[str, Any]] = self.page.evaluate(_LOOK)
        return found

    def kill(self) -> None:
        """As when the battery is taken out, all its processes at once."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)
        if self._browser is not None:
            with contextlib.suppress(Error):  # it is dead
                self._browser.close()
        self._process = self._browser = self.page = None
