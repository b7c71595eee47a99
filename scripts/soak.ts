import { once } from 'node:events';
import { startNode, stopOnSignals, toolPath } from './lib/children.ts';

// The ledger's property test for long: `npm run test:soak -- 100000 1234` runs so many worlds from that
// seed, which is all that it takes to see a failure again.

stopOnSignals(130);
const [runs = '100000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const again = `npm run test:soak -- ${runs} ${seed}`;
console.log(`${runs} worlds from seed ${seed}. The same again: ${again}`);

const test = [toolPath('vitest'), 'run', '--project', 'unit', 'lib/changes/ledger-model.test.ts'];
const soak = startNode(test, {
  stdio: 'inherit',
  env: { ...process.env, LEDGER_RUNS: runs, LEDGER_SEED: seed },
});
const [code] = await once(soak, 'exit');
if (code !== 0) console.log(`A rule was broken. The same again: ${again}`);
process.exitCode = typeof code === 'number' ? code : 1;
