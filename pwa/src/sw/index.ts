/** The service worker: a list of listeners, each in a file of its own. */
import { activate } from './activate.ts';
import { answer } from './answer.ts';
import { install } from './install.ts';
import { keepPart } from './keepPart.ts';
import { takeOver } from './takeOver.ts';
import { showPush } from './showPush.ts';
import { openFromPush } from './openFromPush.ts';
import { renewSubscription } from './renewSubscription.ts';
import { sendOutbox } from './sendOutbox.ts';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', install);
self.addEventListener('activate', activate);
self.addEventListener('fetch', answer);
self.addEventListener('message', takeOver);
self.addEventListener('message', keepPart);
self.addEventListener('push', showPush);
self.addEventListener('notificationclick', openFromPush);
self.addEventListener('pushsubscriptionchange', renewSubscription);
self.addEventListener('sync', sendOutbox);
