/** All of it in one file, fetched when somebody chooses English. */
import type { Words } from '../index.ts';
import { account } from './account.ts';
import { announcements } from './announcements.ts';
import { browse } from './browse.ts';
import { dossiers } from './dossiers.ts';
import { handin } from './handin.ts';
import { inbox } from './inbox.ts';
import { lookup } from './lookup.ts';
import { openDossiers } from './openDossiers.ts';
import { openFile } from './openFile.ts';
import { places } from './places.ts';
import { preferences } from './preferences.ts';
import { procedure } from './procedure.ts';
import { push } from './push.ts';
import { ratings } from './ratings.ts';
import { receiptCheck } from './receiptCheck.ts';
import { receipts } from './receipts.ts';
import { scanner } from './scanner.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { wallet } from './wallet.ts';

export const en: Words = { account, announcements, browse, dossiers, handin, inbox, lookup, openDossiers, openFile, places, preferences, procedure, push, ratings, receiptCheck, receipts, scanner, settings, shell, wallet };
