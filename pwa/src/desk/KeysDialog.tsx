import { Button } from '../patterns/Button.tsx';
import { Dialog } from '../patterns/Dialog.tsx';
import { words } from '../words/index.ts';
import { KEYS } from './keys.ts';
import { deskWords } from './words/index.ts';

export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title={deskWords.keysTitle} open={open} onClose={onClose}>
      <dl class="desk-keys">
        {KEYS.map(([key, command]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{deskWords.keyNames[command]}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{deskWords.keysNote}</p>
      <Button onClick={onClose}>{words.shell.close}</Button>
    </Dialog>
  );
}
