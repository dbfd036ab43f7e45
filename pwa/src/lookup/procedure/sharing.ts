/** Passes an address on, by what the browser has. */

/** 'dismissed': the person closed the phone's own list. 'refused': they have to copy it by hand. */
export type Shared = 'shared' | 'dismissed' | 'copied' | 'refused';

export async function shareOrCopy(what: { title: string; url: string }): Promise<Shared> {
  if (navigator.share) {
    try {
      await navigator.share(what);
      return 'shared';
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === 'AbortError') return 'dismissed';
      // Not allowed here (a frame, an old Android): copying may be.
    }
  }
  try {
    await navigator.clipboard.writeText(what.url);
    return 'copied';
  } catch {
    return 'refused';
  }
}
