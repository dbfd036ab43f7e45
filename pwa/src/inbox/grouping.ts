/** Messages as they stand on the page: by dossier, the dossier with the newest message first. Pure. */
import type { Schemas } from '../api/client.ts';

export type Message = Schemas['Message'];

export interface Group {
  key: string;
  /** Vietnamese, from the catalogue; null for messages of the app itself. */
  procedureName: string | null;
  number: string | null;
  /** The newest one and the newest unread ones. */
  shown: Message[];
  /** Folded away. */
  earlier: Message[];
}

const OF_THE_APP = 'app';
const MOST_SHOWN = 3;

/** Newest first; of two copies the one from `fresh` counts. */
export function merged(fresh: readonly Message[], known: readonly Message[]): Message[] {
  const byId = new Map([...known, ...fresh].map((message) => [message.id, message]));
  return [...byId.values()].sort((a, b) => b.id - a.id);
}

export function grouped(messages: readonly Message[]): Group[] {
  const groups = new Map<string, Group>();
  for (const message of messages) {
    const key = message.dossier_id ?? OF_THE_APP;
    const group = groups.get(key);
    if (!group) {
      const { procedure_name: procedureName = null, dossier_number: number = null } = message;
      groups.set(key, { key, procedureName, number, shown: [message], earlier: [] });
    } else if (message.read || group.shown.length >= MOST_SHOWN) group.earlier.push(message);
    else group.shown.push(message);
  }
  return [...groups.values()];
}

export function asRead(messages: readonly Message[], ids: ReadonlySet<number>): Message[] {
  return messages.map((message) => (ids.has(message.id) ? { ...message, read: true } : message));
}
