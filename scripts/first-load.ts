import { conclude, together } from './lib/checks.ts';
import { firstLoad } from './lib/first-load.ts';

conclude(await together(firstLoad));
