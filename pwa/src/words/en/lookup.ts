import type { lookup as vi } from '../vi/lookup.ts';

export const lookup: typeof vi = {};
