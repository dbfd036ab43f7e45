/** The words that the first page needs; each other part brings its own (see `provideWords`). */
import { lookup } from './lookup.ts';
import { shell } from './shell.ts';

export const vi = { lookup, shell };
