/** Letters for a screen without a keyboard. Without marks: look-up does not need them, and 26 keys stay large. */
import { kioskWords } from './words.ts';

const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

export function Keyboard({ text, onType, onClose }: { text: string; onType: (text: string) => void; onClose: () => void }) {
  const { keyboard, space, erase, closeKeyboard } = kioskWords();
  return (
    <div class="kiosk-keys" role="group" aria-label={keyboard}>
      {ROWS.map((row) => (
        <div key={row}>
          {[...row].map((letter) => (
            <button key={letter} type="button" onClick={() => onType(text + letter)}>
              {letter}
            </button>
          ))}
        </div>
      ))}
      <div>
        <button type="button" class="kiosk-space" onClick={() => onType(`${text} `)}>
          {space}
        </button>
        <button type="button" class="kiosk-erase" onClick={() => onType([...text].slice(0, -1).join(''))}>
          {erase}
        </button>
        <button type="button" class="kiosk-erase" onClick={onClose}>
          {closeKeyboard}
        </button>
      </div>
    </div>
  );
}
