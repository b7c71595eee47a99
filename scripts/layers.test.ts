import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, toolPath } from './lib/children.ts';

// The rules are in biome.json and layers/. Each is seen to strike here, in a folder laid out like this project.

const pure = 'This file is pure';
const apart = 'The product meets the emulator as it meets Azure, by URL';
const authority = 'Only lib/auth makes a credential';
const below = 'lib knows nothing of pages and components';
const given = 'A component shows what it is given';
const noSession = 'lib/azure talks to Azure with the credential it is given';
const noFramework = 'lib/azure serves the worker as much as a page';
const standsIn = 'The emulator stands in for Azure';
const overPorts = 'The ledger decides and works over ports';
const formText = 'What a form holds is read through';
const forTests = 'What is for tests stays with them';
const fromOutside = 'Tests of the built product';
const inOrder = 'Ranges, then one cluster, then the fleet';
const oneExchange = 'What a refusal means, then how Azure is asked';
const stepsFirst = 'whether it came alone or with a batch';
const sessionsLast = 'Entra, then grants, then sessions';
const outside = 'What is outside the console is people and Azure';

const offences = [
  ['lib/ranges/a.ts', "import { readFileSync } from 'node:fs';", pure],
  ['lib/ranges/b.ts', "import type { Store } from '#lib/store/store';", pure],
  ['lib/clusters/a.ts', "export { readFleet } from '#lib/azure/fleet';", pure],
  ['lib/ranges/d.ts', "import { hasFailed } from '#lib/clusters/state';", inOrder],
  ['lib/clusters/b.ts', "import type { Fleet } from '#lib/clusters/fleet/fleet';", inOrder],
  ['lib/clusters/fleet/a.ts', "import { plan } from '#lib/clusters/plan/plan';", inOrder],
  ['lib/clusters/fleet/b.ts', "export { kinds } from '#lib/clusters/hygiene/kinds';", inOrder],
  ['lib/clusters/fleet/c.ts', "import { readFleet } from '#lib/azure/fleet';", pure],
  ['lib/clusters/hygiene/a.ts', "import { plan } from '#lib/clusters/plan/plan';", inOrder],
  ['lib/clusters/plan/a.ts', "import { kinds } from '#lib/clusters/hygiene/kinds';", inOrder],
  ['lib/changes/shown/words.ts', "import { startWorker } from '#lib/changes/worker';", pure],
  ['lib/changes/shown/change.ts', "import { sql } from 'drizzle-orm';", pure],
  ['lib/failure.ts', "export const next = await import('next');", pure],
  ['lib/azure/a.ts', "import { credentialFor } from '#lib/auth/grant';", noSession],
  ['lib/azure/b.ts', "import { openStore } from '#lib/store/store';", noSession],
  ['lib/azure/c.ts', "import { recordChange } from '#lib/changes/ledger';", noSession],
  ['lib/azure/d.ts', "import { headers } from 'next/headers';", noFramework],
  ['lib/azure/e.ts', "import { cache } from 'react';", noFramework],
  ['lib/azure/refusal/a.ts', "import { send } from '#lib/azure/http/send';", oneExchange],
  ['lib/azure/http/a.ts', "import { readFleet } from '#lib/azure/fleet/fleet';", oneExchange],
  ['lib/azure/rights/a.ts', "import { readFleet } from '#lib/azure/fleet/fleet';", oneExchange],
  ['lib/azure/http/b.ts', "import { credentialFor } from '#lib/auth/grants/grant';", noSession],
  ['lib/azure/f.ts', "import { makeCredential } from './credential.ts';", authority],
  [
    'lib/changes/a.ts',
    "import { makeCredential as make } from '#lib/azure/credential';",
    authority,
  ],
  ['lib/changes/b.ts', "import * as all from '#lib/azure/credential';", authority],
  ['lib/changes/c.ts', "export * from '#lib/azure/credential';", authority],
  ['lib/changes/d.ts', "export const all = await import('#lib/azure/credential');", authority],
  ['app/a.ts', "import { makeCredential } from '#lib/azure/credential';", authority],
  ['app/d.ts', "export const key = (form: FormData) => form.get('key');", formText],
  ['app/e.ts', 'export const all = (form: FormData) => Object.fromEntries(form);', formText],
  ['lib/changes/g.ts', "import { changes } from '#lib/store/ledger-schema';", overPorts],
  ['lib/changes/h.ts', "import { saveOne } from '#lib/changes/postgres/save';", overPorts],
  ['lib/changes/i.ts', "import { sql } from 'drizzle-orm';", overPorts],
  ['lib/changes/j.ts', "import { demo } from '../../emulator/world/demo.ts';", apart],
  ['lib/changes/steps/a.ts', "import { Batch } from '#lib/changes/batch/batch';", stepsFirst],
  ['lib/changes/batch/a.ts', "import { sql } from 'drizzle-orm';", overPorts],
  ['lib/changes/e.ts', "import { Badge } from '#components/ui/badge';", below],
  ['lib/auth/a.ts', "import { page } from '#app/page';", below],
  ['lib/auth/entra/a.ts', "import { findGrant } from '#lib/auth/grants/find-grant';", sessionsLast],
  ['lib/auth/grants/a.ts', "import { findSession } from '#lib/auth/session';", sessionsLast],
  ['lib/auth/grants/b.ts', "import { start } from '#lib/auth/sign-in/start';", sessionsLast],
  ['lib/auth/b.ts', "import { demo } from '../../emulator/world/demo.ts';", apart],
  ['lib/azure/g.ts', "import { demo } from '../../emulator/world/demo.ts';", apart],
  ['app/clusters/a.ts', "import { demo } from '../../emulator/world/demo.ts';", apart],
  ['components/ui/a.tsx', "import { demo } from '../../emulator/world/demo.ts';", apart],
  ['lib/store/a.ts', "import { Credential } from '../azure/credential.ts';", 'both survive a move'],
  ['app/clusters/b.ts', "import { Badge } from '../../components/ui/badge.tsx';", 'read off it'],
  ['components/ui/b.tsx', "import { readFleet } from '#lib/azure/fleet';", given],
  ['components/ui/c.tsx', "import { currentSession } from '#lib/auth/session';", given],
  ['components/ui/d.tsx', "import type { Store } from '#lib/store/store';", given],
  ['components/ui/e.tsx', "import 'server-only';", given],
  ['components/ui/f.tsx', "import { startWorker } from '#lib/changes/worker';", 'Of the ledger'],
  ['components/ui/g.tsx', "import { page } from '#app/page';", 'Pages put components together'],
  ['components/ui/h.tsx', "import { covers } from '../../lib/ranges/cidr.ts';", 'read off it'],
  ['emulator/arm/a.ts', "import { parseRange } from '#lib/ranges/cidr';", standsIn],
  ['emulator/arm/b.ts', "import { parseRange } from '../../lib/ranges/cidr.ts';", standsIn],
  ['emulator/a.ts', "import { parseRange } from '../lib/ranges/cidr.ts';", standsIn],
  ['emulator/b.ts', "import next from 'next';", 'The emulator is a plain server'],
  ['lib/ranges/c.ts', "import { range } from './test-arbitraries.ts';", forTests],
  ['lib/azure/h.ts', "import { fakeAzure } from './test-azure.ts';", forTests],
  ['lib/auth/c.ts', "import { authFixture } from './test-kit.ts';", forTests],
  ['lib/changes/f.ts', "import { memoryStore } from '#lib/store/test-memory';", forTests],
  ['components/ui/i.tsx', "import { cluster } from '#lib/clusters/test-kit';", forTests],
  ['app/clusters/c.ts', "import { cluster } from '#lib/clusters/test-kit';", forTests],
  ['lib/store/test-b.ts', "import { demo } from '../../emulator/world/demo.ts';", apart],
  ['e2e/a.spec.ts', "import { words } from '#lib/changes/shown/words';", fromOutside],
  ['crash/a.test.ts', "import { words } from '#lib/changes/shown/words';", fromOutside],
  ['outside/a.ts', "import { words } from '#lib/changes/shown/words';", outside],
  ['outside/b.ts', "import { expect } from 'playwright/test';", outside],
  ['outside/c.ts', "import { test } from '../e2e/fixtures/index.ts';", outside],
  ['lib/changes/k.ts', "import { review } from '../../outside/changes.ts';", apart],
  ['scripts/a.ts', "import { readSettings } from '../lib/settings.ts';", fromOutside],
  ['lib/store/barrel.ts', "export { store } from './z.ts';", 'barrel'],
  ['lib/store/long.ts', 'export const line = 1;\n'.repeat(251), 'too many lines'],
  ['lib/store/any.ts', 'export const anything: any = 1;', 'any'],
  [
    'lib/store/bang.ts',
    'export const first = (all: string[]) => all[0]!.length;',
    'non-null assertion',
  ],
  ['lib/store/cast.ts', "export const one = JSON.parse('1') as number;", 'type assertion'],
  ['lib/store/console.ts', "console.log('a token');", 'console'],
  ['lib/store/cycle.ts', "import type { B } from '#lib/store/circle';", 'part of a cycle'],
  ['lib/store/circle.ts', "export type { A as B } from './cycle.ts';", 'part of a cycle'],
  ['e2e/b.spec.ts', 'await page.waitForTimeout(100);', 'waitForTimeout'],
  ['lib/store/spread.ts', 'export const both = { ...{ a: 1 }, b: 2 };', 'one by one'],
  ['bench/a.ts', 'export const maybe = (a?: number) => ({ ...{ a }, b: 2 });', 'one by one'],
] as const;

const clean = [
  ['lib/ranges/z.ts', "import { z } from 'zod';"],
  ['lib/clusters/z.ts', "import { covers } from '#lib/ranges/cidr';"],
  ['lib/clusters/fleet/z.ts', "import type { Cluster } from '#lib/clusters/cluster';"],
  ['lib/clusters/plan/z.ts', "import type { Fleet } from '#lib/clusters/fleet/fleet';"],
  ['lib/azure/fleet/z.ts', "import { readClusterRaw } from '#lib/azure/cluster/cluster';"],
  ['lib/azure/http/z.ts', "import { Credential } from '#lib/azure/credential';"],
  ['lib/auth/sign-in/z.ts', "import { findGrant } from '#lib/auth/grants/find-grant';"],
  ['lib/azure/z.ts', "import { Credential } from './credential.ts';"],
  ['lib/auth/z.ts', "import { makeCredential } from '#lib/azure/credential';"],
  ['lib/changes/postgres/z.ts', "import { changes } from '#lib/store/ledger-schema';"],
  ['lib/changes/z.ts', "import { Credential } from '#lib/azure/credential';"],
  ['app/y.ts', "export const key = (form: Map<string, string>) => form.has('key');"],
  ['app/z.ts', "import { readFleet } from '#lib/azure/fleet';"],
  ['components/ui/z.tsx', "import { words } from '#lib/changes/shown/words';"],
  ['lib/changes/y.test.ts', "import { memoryStore } from '#lib/store/test-memory';"],
  ['lib/changes/test-y.ts', "import { memoryStore } from '#lib/store/test-memory';"],
  ['app/clusters/y.test.ts', "import { cluster } from '#lib/clusters/test-kit';"],
  ['emulator/arm/z.ts', "import { world } from '../world/world.ts';"],
  ['e2e/z.ts', "import type { Seed } from '../emulator/control.ts';"],
  ['outside/z.ts', "import type { Seed } from '../emulator/control.ts';"],
  ['crash/z.ts', "import { review } from '../outside/changes.ts';"],
  ['lib/store/z.ts', "export const kinds = ['range'] as const;"],
  ['lib/store/y.ts', 'export const withB = (a: { readonly c: number }) => ({ ...a, b: 2 });'],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'layers-'));
let said: readonly string[] = [];

beforeAll(async () => {
  for (const path of ['biome.json', 'package.json', 'layers'])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  for (const [path, text] of [...offences, ...clean]) plant(path, text);
  said = (await lint()).split('\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

for (const [path, text, message] of offences) {
  test(`${path} may not say ${text.slice(0, 70).trim()}`, () => {
    expect(saidOf(path)).toContain(message);
  });
}

for (const [path, text] of clean) {
  test(`${path} may say ${text}`, () => {
    expect(saidOf(path)).toBe('');
  });
}

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${text}\n`);
}

/** One line for each finding, with the file and the message. */
function lint(): Promise<string> {
  const options = ['--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none'];
  const args = [toolPath('biome'), 'lint', ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_, out, err) => resolve(out + err));
  });
}

/** Errors about a file; what it may not import, not that nothing uses it. */
function saidOf(path: string): string {
  const about = said.filter((line) => line.startsWith('::error') && line.includes(`/${path},`));
  return about.filter((line) => !line.includes('noUnused')).join('\n');
}
