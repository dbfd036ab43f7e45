import type { settings as vi } from '../vi/settings.ts';

export const settings: typeof vi = {};
