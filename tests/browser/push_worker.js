// The worker as it was built, on this engine, with a browser around it that remembers what it was asked: there is no push
// here. Caches, addresses and everything else are the engine's own. An expression, for WebDriver.
(async () => {
    const heard = {}, asked = { shown: [], opened: [], told: [], fetched: [] };
    const windows = [];
    const registration = {
        showNotification: async (title, options) => { asked.shown.push({ title, ...options }); },
        pushManager: { getSubscription: async () => null },
    };
    const self = {
        registration,
        clients: { matchAll: async () => windows, openWindow: async path => { asked.opened.push(path); } },
        addEventListener: (name, listener) => (heard[name] ??= []).push(listener),
    };
    const fetch = async (path, request) => {
        asked.fetched.push({ path, body: JSON.parse(request.body) });
        return { ok: true };
    };
    /* THE WORKER */
    const happens = async (name, event) => {
        const waits = [];
        for (const listener of heard[name]) listener({ ...event, waitUntil: promise => waits.push(promise) });
        await Promise.all(waits);
    };
    const read = text => ({ json: () => JSON.parse(text), text: () => text });
    const notice = (navigate, action = '') => ({ action, notification: { close() {}, data: { navigate } } });
    const message = JSON.stringify({ web_push: 8030, notification: {
        title: 'Đã có kết quả', body: 'Mời ông/bà nhận.', lang: 'vi', navigate: location.origin + '/ho-so/1', app_badge: '3',
    } });
    await happens('push', { data: read(message) });
    await happens('push', { data: read('no JSON') });
    await happens('push', { data: null });
    await happens('notificationclick', notice('/ho-so/1'));
    await happens('notificationclick', notice('https://evil.example/'));
    await happens('notificationclick', notice('/ho-so/1', 'later'));
    windows.push({ url: location.origin + '/', postMessage: told => asked.told.push(told), focus: async () => {} });
    await happens('notificationclick', notice('/ho-so/2'));
    const kept = await caches.open('push');
    await kept.put('/push-subscription', new Response(JSON.stringify({ endpoint: 'https://old', auth: 'secret' })));
    const fresh = { endpoint: 'https://new', toJSON: () => ({ endpoint: 'https://new', keys: { auth: 'a', p256dh: 'p' } }) };
    await happens('pushsubscriptionchange', { newSubscription: fresh });
    asked.keptNow = await (await caches.match('/push-subscription', { cacheName: 'push' })).json();
    await caches.delete('push');
    return asked;
})()
