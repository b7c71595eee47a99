import { firstLoad } from '../scripts/lib/first-load.ts';
import type { Figure } from './figure.ts';

/** What a browser has to load before a page works. */
export const firstLoadFigure: Figure = {
  name: 'first-load',
  title: 'First-load JavaScript',
  ofProduct: true,
  async measure() {
    const { output } = await firstLoad.run();
    const pages = [...output.matchAll(/^(\d+) KB (\/\S*)$/gm)].map(([, size = '', route = '']) => ({
      size: Number(size),
      route,
    }));
    const [heaviest] = pages;
    const list = pages.find(({ route }) => route === '/clusters');
    if (!heaviest) throw new Error(`The build says nothing of pages: ${output}`);
    return [
      {
        what: 'First-load JavaScript, gzip',
        ours: `${heaviest.size} KB at most (${heaviest.route}), the fleet page ${list?.size ?? 0} KB`,
        instead: '',
        limit: 'aim: at most 200 KB; Next without anything 132 KB',
        judged: heaviest.size <= 200 ? 'met' : 'missed',
        how: `Of ${pages.length} pages, as the build lists what each asks for at first.`,
      },
    ];
  },
};
