/**
 * Going back leads to where one was on the page, also when its list comes from the network first.
 *
 * The place stands in the history entry, so that every page has it and a reload keeps it. The browser restores it once,
 * while the page is still short: here it is tried at every change of height until it is reached and somebody touches
 * the page.
 */
const CALM_MS = 200; // Safari refuses more than a hundred changes of the history in half a minute
const LONGEST_WAIT_MS = 10_000;
const TOUCHED = ['pointerdown', 'wheel', 'touchstart', 'keydown'];

/** undefined: whoever reads scrolls by themselves. */
let wanted: number | undefined;
let patience: ReturnType<typeof setTimeout>;
/** By address, for the pages' own links back: to the browser they lead to a new page. */
const places = new Map<string, number>();

function keep(): void {
  if (wanted !== undefined) return;
  const { state } = history;
  places.set(location.pathname + location.search, scrollY);
  if ((state?.scrolledTo ?? 0) !== scrollY) history.replaceState({ ...state, scrolledTo: scrollY }, '');
}

function want(place: number | undefined): void {
  clearTimeout(patience);
  wanted = place;
  patience = setTimeout(letGo, LONGEST_WAIT_MS);
}

function letGo(): void {
  wanted = undefined;
}

function goThere(): void {
  if (wanted !== undefined) scrollTo(0, wanted);
}

/** A new page begins at its top, unless a link back has led to it. */
export function beginPage(): void {
  scrollTo(0, wanted ?? 0);
}

export function keepScrollPlace(): void {
  history.scrollRestoration = 'manual';
  let calm: ReturnType<typeof setTimeout>;
  const restore = () => {
    clearTimeout(calm);
    want(history.state?.scrolledTo ?? 0);
    goThere();
  };
  for (const kind of TOUCHED) addEventListener(kind, letGo, { capture: true, passive: true });
  addEventListener('scroll', () => {
    clearTimeout(calm);
    calm = setTimeout(keep, CALM_MS);
  });
  const leave = ({ target }: MouseEvent) => {
    clearTimeout(calm); // a tap may leave the page before it was calm
    keep();
    const back = (target as Element).closest<HTMLAnchorElement>('a.back');
    if (back) want(places.get(back.pathname + back.search));
  };
  addEventListener('click', leave, true);
  addEventListener('popstate', restore);
  new ResizeObserver(goThere).observe(document.body);
  if (history.state?.scrolledTo) restore();
}
