import { once } from 'node:events';
import { startNode, stopOnSignals } from './lib/children.ts';

stopOnSignals(0);
const emulator = startNode(['emulator/main.ts', ...process.argv.slice(2)], { stdio: 'inherit' });
const [code] = await once(emulator, 'exit');
process.exitCode = typeof code === 'number' ? code : 0;
