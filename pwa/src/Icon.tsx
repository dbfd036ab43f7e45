/** Drawings on a 24-pixel square in the colour of the text around them. Always shown beside a word, so hidden from screen readers. */
const paths = {
  door: 'M3 21h18M6 21V10a6 6 0 0 1 12 0v11M13.5 14.5v.01',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18',
  warning: 'M12 8.5v5M12 17v.01M12 3.5L2.5 20h19z',
  offline: 'M3 3l18 18M9.5 14.5a4 4 0 0 1 5 .2M6 11a9 9 0 0 1 4-2.2M14.5 9a9 9 0 0 1 3.5 2M3 7.5a14 14 0 0 1 4-2.4M11.5 4A14 14 0 0 1 21 7.5M12 18.5v.01',
};

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
