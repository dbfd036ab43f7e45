/** The files that were signed for, and whether those on this device are the same. */
import { useState } from 'preact/hooks';

import { Picker } from '../handin/Picker.tsx';
import { Card, Tag, type Tone } from '../patterns/Card.tsx';
import type { IconName } from '../patterns/Icon.tsx';
import { Notice } from '../patterns/notices.tsx';
import { formatSize } from '../words/format.ts';
import { compare, hashOf, type Compared, type Comparison, type Hashed } from './compareFiles.ts';
import type { ListedFile } from './judge.ts';
import { words } from './words.ts';

const looks: Record<Compared['outcome'], [Tone, IconName]> = { same: ['done', 'check'], differs: ['fault', 'warning'], not_given: ['waiting', 'info'] };

export function FilesCard({ files }: { files: readonly ListedFile[] }) {
  const { receiptCheck } = words;
  const [given, setGiven] = useState<Hashed[]>([]);
  const [busy, setBusy] = useState(false);
  const [unread, setUnread] = useState<string[]>([]);
  const comparison = compare(files, given);
  const choose = async (chosen: File[]) => {
    setBusy(true);
    setUnread([]);
    // One after the other: each is in memory as a whole while its code is made.
    for (const file of chosen) {
      try {
        const hashed = await hashOf(file);
        setGiven((before) => [...before.filter(({ sha256 }) => sha256 !== hashed.sha256), hashed]);
      } catch {
        setUnread((before) => [...before, file.name]);
      }
    }
    setBusy(false);
  };
  return (
    <Card title={receiptCheck.files(files.length)}>
      <div class="stack">
        <ul class="stack receipt-files">
          {comparison.files.map((one, index) => (
            <FileRow key={index} compared={one} wasCompared={given.length > 0} />
          ))}
        </ul>
        {busy ? <p role="status">{receiptCheck.comparing}</p> : given.length > 0 && <Summary comparison={comparison} />}
        {comparison.others.length > 0 && (
          <Notice tone="waiting">
            <p>{receiptCheck.others(comparison.others.map(({ name }) => name).join(', '))}</p>
          </Notice>
        )}
        {unread.length > 0 && (
          <Notice tone="fault" live>
            <p>{receiptCheck.cannotRead(unread.join(', '))}</p>
          </Notice>
        )}
        <p class="hint">{receiptCheck.compareHint}</p>
        <Picker icon="file" kind="main" accept="" multiple onPicked={choose}>
          {receiptCheck.compare}
        </Picker>
      </div>
    </Card>
  );
}

function FileRow({ compared: { listed, outcome, given }, wasCompared }: { compared: Compared; wasCompared: boolean }) {
  const { receiptCheck } = words;
  const [tone, icon] = looks[outcome];
  return (
    <li>
      <p class="clamp" lang="vi">
        <strong>{listed.name || receiptCheck.noName}</strong> · {formatSize(listed.size)}
      </p>
      {wasCompared && (
        <p>
          <Tag tone={tone} icon={icon}>
            {receiptCheck.outcomes[outcome]}
          </Tag>
        </p>
      )}
      <p class="digest">{listed.sha256}</p>
      {outcome === 'differs' && given && (
        <p class="digest">
          {receiptCheck.yours} {given.sha256}
        </p>
      )}
    </li>
  );
}

function Summary({ comparison: { files } }: { comparison: Comparison }) {
  const { receiptCheck } = words;
  const same = files.filter(({ outcome }) => outcome === 'same').length;
  const differ = files.some(({ outcome }) => outcome === 'differs');
  return (
    <Notice tone={differ ? 'fault' : same === files.length ? 'done' : 'waiting'} live>
      <p>{same === files.length ? receiptCheck.allSame(same) : receiptCheck.someSame(same, files.length)}</p>
    </Notice>
  );
}
