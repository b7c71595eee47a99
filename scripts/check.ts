import { conclude, lint, together, types, unitTests } from './lib/checks.ts';
import { stopOnSignals } from './lib/children.ts';

stopOnSignals(130);
conclude(await together(types, lint, unitTests));
