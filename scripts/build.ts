import { stopOnSignals } from './lib/children.ts';
import { build } from './lib/product.ts';

stopOnSignals(130);
const { code, output } = await build();
console.log(output.trim());
process.exitCode = code;
