import type { ratings as vi } from '../vi/ratings.ts';

export const ratings: typeof vi = {};
