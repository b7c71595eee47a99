import type { Figure } from './figure.ts';
import { fleetPage } from './fleet-page.ts';
import { paste } from './paste.ts';
import { reach } from './reach.ts';

/** Everything that is measured, in the order of the table. */
export const figures: readonly Figure[] = [fleetPage, reach, paste];
