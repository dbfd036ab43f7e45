/** Words of the citizen's part by the folder that uses them. English has the same shape, or it does not compile. */
import { account } from './account.ts';
import { dossiers } from './dossiers.ts';
import { handin } from './handin.ts';
import { inbox } from './inbox.ts';
import { lookup } from './lookup.ts';
import { push } from './push.ts';
import { ratings } from './ratings.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';

export const vi = { account, dossiers, handin, inbox, lookup, push, ratings, settings, shell };
