import type { inbox as vi } from '../vi/inbox.ts';

export const inbox: typeof vi = {};
