import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from '../bench/figure.ts';
import { figures } from '../bench/figures.ts';
import { makeFolder } from '../bench/folder.ts';
import { machineLines } from '../bench/machine.ts';
import { azVersion } from '../bench/peers/az.ts';
import { type Measured, tableOf } from '../bench/table.ts';
import { provideBrowser } from './lib/browser.ts';
import { root, stopChildren, stopOnSignals } from './lib/children.ts';
import { ensureBuilt } from './lib/product.ts';
import { run } from './lib/run.ts';

// `npm run bench` measures everything and writes bench/RESULTS.md; `npm run bench -- NAME ...` measures
// some of it and prints the table alone, for a table is of one run.

stopOnSignals(130);
const folder = makeFolder();
const names = process.argv.slice(2);
const unknown = names.filter((name) => !figures.some((figure) => figure.name === name));
if (unknown.length > 0) {
  const known = figures.map(({ name }) => name).join(', ');
  console.error(`There is no figure ${unknown.join(', ')}. Say some of: ${known}.`);
  process.exitCode = 1;
} else {
  await bench(names.length === 0 ? figures : figures.filter(({ name }) => names.includes(name)));
}
await stopChildren();
folder.remove();

async function bench(chosen: readonly Figure[]): Promise<void> {
  const browser = await provideBrowser();
  process.env['BROWSER_PATH'] = browser;
  if (chosen.some(({ ofProduct }) => ofProduct)) await ensureBuilt();
  const { output } = await run(browser, ['--version']);
  const others = { Chromium: output.trim().replace(/^\D*/, ''), az: await azVersion() };
  const machine = await machineLines(others);

  const measured: Measured[] = [];
  for (const figure of chosen) measured.push(await measure(figure));
  const table = tableOf(measured);
  console.log(`\n${machine.join('\n')}\n\n${table}`);
  if (names.length === 0) {
    writeFileSync(join(root, 'bench/RESULTS.md'), page(machine, table));
    console.log('Written to bench/RESULTS.md');
  }
  if (measured.some(({ outcome }) => !outcome.ok)) process.exitCode = 1;
}

async function measure({ name, title, measure }: Figure): Promise<Measured> {
  console.log(`${title} (${name}) ...`);
  const started = performance.now();
  const say = (words: string) => console.log(`  ${words}`);
  const outcome = await measure({ folder, say }).then(
    (rows) => ({ ok: true, rows }) as const,
    (error: unknown) => ({ ok: false, why: firstLine(error) }) as const,
  );
  if (!outcome.ok) say(`not measured: ${outcome.why}`);
  return { name, title, seconds: (performance.now() - started) / 1000, outcome };
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line;
}

function page(machine: readonly string[], table: string): string {
  return [
    '# Results',
    '',
    'Written by `npm run bench`: one run, on the emulator, with 80 ms of latency on every call of Azure',
    'where nothing else is said. What was extrapolated says so.',
    '',
    ...machine,
    '',
    table,
  ].join('\n');
}
