/** Drawings on a 24-pixel square in the colour of the text around them; always beside a word, so screen readers skip them. */
const paths = {
  door: 'M3 21h18M6 21V10a6 6 0 0 1 12 0v11M13.5 14.5v.01',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18',
  warning: 'M12 8.5v5M12 17v.01M12 3.5L2.5 20h19z',
  offline: 'M3.5 3.5l17 17M2.5 9.5a14 14 0 0 1 4-2.7M21.5 9.5A14 14 0 0 0 11.5 6M6 13.5a9 9 0 0 1 4.5-2.4M9.5 17a4 4 0 0 1 5 0M12 20v.01',
};

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
