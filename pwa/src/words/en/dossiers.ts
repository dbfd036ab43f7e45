import type { dossiers as vi } from '../vi/dossiers.ts';

export const dossiers: typeof vi = {};
