/** Keys of the desk: which key means what, and when a key is only a letter that somebody types. */
import { useEffect, useRef } from 'preact/hooks';

export type Command =
  | 'next'
  | 'previous'
  | 'open'
  | 'following'
  | 'act'
  | 'choose'
  | 'print'
  | 'walkIn'
  | 'search'
  | 'previousQueue'
  | 'nextQueue'
  | 'back'
  | 'help';

/** In the order of the help table; 'choose' stands for the digits. */
export const KEYS: readonly (readonly [string, Command])[] = [
  ['j', 'next'],
  ['k', 'previous'],
  ['o', 'open'],
  ['t', 'following'],
  ['a', 'act'],
  ['1–9', 'choose'],
  ['p', 'print'],
  ['n', 'walkIn'],
  ['/', 'search'],
  ['[', 'previousQueue'],
  [']', 'nextQueue'],
  ['u', 'back'],
  ['?', 'help'],
];

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

export interface Meaning {
  command: Command;
  /** The digit of 'choose'. */
  digit?: number;
}

/** What a key press asks for. Combinations belong to the browser, and half-composed letters to the keyboard. */
export function meaningOf({ key, ctrlKey, metaKey, altKey, isComposing }: Pressed): Meaning | null {
  if (ctrlKey || metaKey || altKey || isComposing) return null;
  if (/^[1-9]$/.test(key)) return { command: 'choose', digit: Number(key) };
  const found = KEYS.find(([name]) => name === key.toLowerCase());
  return found ? { command: found[1] } : null;
}

interface Place {
  tagName: string;
  type?: string;
  isContentEditable?: boolean;
}

/** Whether a letter typed here belongs to the field. Boxes to tick take no letters. */
export function takesLetters({ tagName, type, isContentEditable }: Place): boolean {
  if (isContentEditable || tagName === 'TEXTAREA' || tagName === 'SELECT') return true;
  return tagName === 'INPUT' && !['checkbox', 'radio', 'button', 'submit'].includes(type ?? 'text');
}

type Handlers = Partial<Record<Command, (digit: number) => void>>;

/** Listens on the whole page while the component is there. */
export function useKeys(handlers: Handlers): void {
  const current = useRef(handlers);
  current.current = handlers;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.defaultPrevented || takesLetters(target as unknown as Place) || document.querySelector('dialog[open]')) return;
      const meaning = meaningOf(event);
      const handle = meaning && current.current[meaning.command];
      if (!handle) return;
      event.preventDefault();
      handle(meaning.digit ?? 0);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
