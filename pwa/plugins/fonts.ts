/** Cuts Be Vietnam Pro down to what Vietnamese and English need: 126 kB become 23. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';

import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const source = new URL('../node_modules/@fontsource/be-vietnam-pro/files/', import.meta.url);
/** Where `styles/fonts.css` finds them; not under version control. */
const target = new URL('../.fonts/', import.meta.url);

function range(first: number, last: number): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

/** The package splits each weight in two files; a browser takes each character from the one that has it. */
const characters = {
  latin: `${range(0x20, 0x7e)}ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý\u00a0«»°·×–—‘’“”•…→←−`,
  vietnamese: `ĂăĐđĨĩŨũƠơƯư${range(0x1ea0, 0x1ef9)}₫\u0300\u0301\u0303\u0309\u0323`,
};

async function subset(script: keyof typeof characters, weight: number): Promise<void> {
  const name = `be-vietnam-pro-${script}-${weight}-normal.woff2`;
  const font = await subsetFont(await readFile(new URL(name, source)), characters[script], {
    targetFormat: 'woff2',
    noHinting: true,
    keepFeatures: ['ccmp', 'kern', 'locl', 'mark', 'mkmk'],
    dropTables: ['gasp', 'DSIG'],
  });
  await writeFile(new URL(name, target), font);
}

export function fonts(): Plugin {
  return {
    name: 'fonts',
    async buildStart() {
      await mkdir(target, { recursive: true });
      await Promise.all([400, 600].flatMap((weight) => [subset('latin', weight), subset('vietnamese', weight)]));
    },
  };
}
