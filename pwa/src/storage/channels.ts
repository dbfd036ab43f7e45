/** Between pages and the service worker: a draft is different now ('changed'), or the service has it ('handed_in'). */
export const DRAFTS = 'drafts';
