/** Drawings on a 24-pixel square in the colour of the text around them; always beside a word, so screen readers skip them. */
const paths = {
  door: 'M3 21h18M6 21V10a6 6 0 0 1 12 0v11M13.5 14.5v.01',
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M15.5 15.5L21 21',
  folder: 'M3 7a2 2 0 0 1 2-2h4l2 2.5h8a2 2 0 0 1 2 2V17a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4',
  gear: 'M12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M18.7 5.3l-2.1 2.1M7.4 16.6l-2.1 2.1',
  person: 'M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M4 21a8 8 0 0 1 16 0',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18',
  warning: 'M12 8.5v5M12 17v.01M12 3.5L2.5 20h19z',
  info: 'M12 11v6M12 7.5v.01M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18',
  offline: 'M3.5 3.5l17 17M2.5 9.5a14 14 0 0 1 4-2.7M21.5 9.5A14 14 0 0 0 11.5 6M6 13.5a9 9 0 0 1 4.5-2.4M9.5 17a4 4 0 0 1 5 0M12 20v.01',
  camera: 'M4 8h3l2-3h6l2 3h3a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1M12 10a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.01',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
  phone: 'M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3',
  send: 'M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM14 20v-1M20 14v1',
  star: 'M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z',
  delighted: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M7.5 13h9a4.5 4.5 0 0 1-9 0zM9 9.5v.01M15 9.5v.01',
  happy: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8 13.5a4.5 4.5 0 0 0 8 0M9 9.5v.01M15 9.5v.01',
  neutral: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8.5 15h7M9 9.5v.01M15 9.5v.01',
  unhappy: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8 16.5a4.5 4.5 0 0 1 8 0M9 9.5v.01M15 9.5v.01',
  chart: 'M4 20h16M7 20v-7M12 20V6M17 20v-10',
  list: 'M8 6h12M8 12h12M8 18h12M4 6v.01M4 12v.01M4 18v.01',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  heart: 'M12 20s-8-5-8-11a4.5 4.5 0 0 1 8-2.8A4.5 4.5 0 0 1 20 9c0 6-8 11-8 11z',
  lotus: 'M12 20c-5 0-8.5-3-9.5-8c3 0 5 1 6 3c0-4 1.5-8 3.5-11c2 3 3.5 7 3.5 11c1-2 3-3 6-3c-1 5-4.5 8-9.5 8',
  child: 'M12 4a3 3 0 1 0 0 6a3 3 0 0 0 0-6M7 21v-4a5 5 0 0 1 10 0v4M10 21v-3M14 21v-3',
  stamp: 'M9 4h6v4l-1.5 4H18a1 1 0 0 1 1 1v3H5v-3a1 1 0 0 1 1-1h4.5L9 8zM5 20h14',
  briefcase: 'M4 8h16v11H4zM9 8V5h6v3M4 13h16',
  crop: 'M7 2v15h15M2 7h15v15',
  retake: 'M4 12a8 8 0 1 1 2.5 5.8M4 20v-5h5',
} as const;

export type IconName = keyof typeof paths;
export const iconNames = Object.keys(paths) as IconName[];

export function Icon({ name, large = false }: { name: IconName; large?: boolean }) {
  return (
    <svg class={large ? 'icon icon-large' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
