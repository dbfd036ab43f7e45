import { useState } from 'preact/hooks';

import { Icon } from './Icon.tsx';

/** A paper of one's own dossier, so that a page that went wrong is seen; an icon where the picture does not come. */
export function PaperThumbnail({ address }: { address: string }) {
  const [failed, setFailed] = useState(false);
  return failed ? <Icon name="image" /> : <img class="paper-thumbnail" src={`${address}/thumbnail`} alt="" loading="lazy" onError={() => setFailed(true)} />;
}
