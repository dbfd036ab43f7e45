addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("push", (event) => {
  const { title, body, navigate } = event.data.json().notification;
  event.waitUntil(registration.showNotification(title, { body, data: navigate }).then(() => tell({ shown: title })));
});

addEventListener("notificationclick", (event) => event.waitUntil(tell({ clicked: event.notification.data })));

async function tell(message) {
  for (const client of await clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
}
