"""Web push to a phone in Chromium, without Google's push service, which Chromium would need.

The app subscribes and the service encrypts and sends as always; only what lies between them is ours. `push_service`
receives and decrypts what the service sends, and the debugging protocol hands it to the phone's own service worker.
Firefox does all of this by itself: see test_firefox.py.
"""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Worker

from tests.push_service import Device, PushService

# What the browser's maker gives an app that subscribes.
SUBSCRIBING = """
(() => {
    const given = %s;
    const subscription = { ...given, options: {}, toJSON: () => given };
    PushManager.prototype.subscribe = async () => { localStorage.subscribed = 'yes'; return subscription; };
    PushManager.prototype.getSubscription = async () => localStorage.subscribed ? subscription : null;
})();
"""
# What the app asks its browser to show. The browser itself is not asked alone: without a desktop, on a busy machine,
# Chromium 156 had none of about thirty notifications left at the moment in which it had said that it showed them.
LISTEN = """() => {
    if (self.showAgain) return;
    self.showAgain = () => {};
    const show = ServiceWorkerRegistration.prototype.showNotification;
    ServiceWorkerRegistration.prototype.showNotification = async function (title, options) {
        await show.call(this, title, options);
        const { body, tag, icon } = options;
        self.heard = { title, body, tag, icon };
        self.showAgain = () => show.call(this, title, options);
    };
}"""
SHOWN = """async (expected) => {
    const until = Date.now() + 10000;
    const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
    while (self.heard?.title !== expected && Date.now() < until) await pause();
    return { ...self.heard, shown: (await registration.getNotifications()).length };
}"""
# A page's script may not say that a person tapped, so the listener gets an event that nobody else waits for, and
# the windows cannot be brought to the front.
TAP = """async () => {
    let notification;
    for (let times = 0; !notification && times < 20; times++) {
        [notification] = await registration.getNotifications();
        if (!notification) await self.showAgain();
    }
    const tap = new NotificationEvent('notificationclick', { notification });
    tap.waitUntil = work => work.catch(() => {});
    dispatchEvent(tap);
}"""


class PushToPhone:
    def __init__(self, context: BrowserContext, service: PushService, application_key: str) -> None:
        self.context = context
        self.device: Device = service.new_device(application_key)
        self.service = service
        self._heard = 0
        self._cdp: CDPSession | None = None
        self._registrations: list[str] = []
        context.grant_permissions(["notifications"])
        context.add_init_script(SUBSCRIBING % json.dumps(self.device.to_json()))

    @property
    def worker(self) -> Worker:
        """The app's service worker."""
        return self.context.service_workers[-1]

    def bring_next(self, page: Page) -> dict[str, Any]:
        """The next message that the service has sent, delivered; answers the notification that the phone then shows."""
        self._heard += 1
        arrival = self.service.wait_for(self._heard)[self._heard - 1]
        return self.deliver(page, arrival.message)

    def deliver(self, page: Page, message: dict[str, Any]) -> dict[str, Any]:
        """Hands a message to the app's worker; answers the notification that the phone then shows."""
        self.worker.evaluate(LISTEN)
        self._hand_over(page, message)
        title = message["notification"]["title"]
        shown: dict[str, Any] = self.worker.evaluate(SHOWN, title)
        assert shown.get("title") == title, "the app asked for no such notification"
        assert shown.pop("shown") <= 1, "one notification for one dossier"
        return shown

    def tap(self) -> None:
        """The person taps the notification."""
        self.worker.evaluate(TAP)

    def _hand_over(self, page: Page, push: dict[str, Any]) -> None:
        if self._cdp is None:
            self._cdp = self.context.new_cdp_session(page)
            self._cdp.on("ServiceWorker.workerRegistrationUpdated", self._remember)
            self._cdp.send("ServiceWorker.enable")
        while not self._registrations:
            page.evaluate("navigator.serviceWorker.ready.then(() => null)")  # events come with answers
        message = {
            "origin": page.evaluate("location.origin"),
            "registrationId": self._registrations[-1],
            "data": json.dumps(push),
        }
        self._cdp.send("ServiceWorker.deliverPushMessage", message)

    def _remember(self, event: dict[str, Any]) -> None:
        known = event["registrations"]
        self._registrations += [each["registrationId"] for each in known if not each["isDeleted"]]
