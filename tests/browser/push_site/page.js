// What the service worker tells, and subscribing: the least that a real Firefox needs to receive web push.
window.told = [];
navigator.serviceWorker.register("worker.js");
navigator.serviceWorker.addEventListener("message", (event) => window.told.push(event.data));

window.subscribe = async (applicationServerKey) => {
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  return subscription.toJSON();
};

window.unsubscribe = async () => {
  const registration = await navigator.serviceWorker.ready;
  return (await registration.pushManager.getSubscription()).unsubscribe();
};
