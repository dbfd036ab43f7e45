/** The notices of one's place: their code is only loaded where a place is chosen. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { keptPlace } from '../storage/myOffice.ts';

export function IfPlace() {
  const [Notices, setNotices] = useState<ComponentType | null>(null);
  useEffect(() => {
    let wanted = true;
    // Without a network, and never fetched before: the home page is whole without them.
    if (keptPlace()) void import('../announcements/HomeAnnouncements.tsx').then(({ HomeAnnouncements }) => wanted && setNotices(() => HomeAnnouncements), () => {});
    return () => {
      wanted = false;
    };
  }, []);
  return Notices && <Notices />;
}
