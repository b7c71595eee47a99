import { addMyIp } from './add-my-ip.ts';
import { batchFigure } from './batch.ts';
import { browserFigure } from './browser.ts';
import { crowdFigure } from './crowd.ts';
import type { Figure } from './figure.ts';
import { firstLoadFigure } from './first-load.ts';
import { fleetPage } from './fleet-page.ts';
import { lighthouseFigure } from './lighthouse.ts';
import { memory } from './memory.ts';
import { paste } from './paste.ts';
import { reach } from './reach.ts';

/** Everything that is measured, in the order of the table. */
export const figures: readonly Figure[] = [
  fleetPage,
  browserFigure,
  lighthouseFigure,
  firstLoadFigure,
  addMyIp,
  reach,
  paste,
  batchFigure,
  crowdFigure,
  memory,
];
