import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { z } from 'zod';
import { launchOptions } from '../scripts/lib/browser.ts';
import { root } from '../scripts/lib/children.ts';
import { anyFreePort } from '../scripts/lib/ports.ts';
import { run, runNode } from '../scripts/lib/run.ts';
import { azureOf, pathOf, takesMore } from './azure.ts';
import type { Bench, Figure, Row } from './figure.ts';
import { operator } from './people.ts';
import { summarise } from './statistics.ts';
import { azureLatencyMs, type Testbed, withTestbed } from './testbed.ts';
import { signedInPage } from './window.ts';

const home = join(root, 'bench/lighthouse');
const program = join(home, 'node_modules/lighthouse/cli/index.js');
const aims = { performance: 98, accessibility: 100, 'best-practices': 100 } as const;
const categories = ['performance', 'accessibility', 'best-practices'] as const;

/**
 * What Lighthouse plays. A slow phone is its default; an operator's console is mostly used on a desktop.
 * Marks waver with whatever else the machine does, a slowed processor's most: it says itself that a
 * median does less so.
 */
const devices = [
  { name: 'slow phone', options: [], runs: 3 },
  { name: 'desktop', options: ['--preset=desktop'], runs: 1 },
] as const;

type Device = (typeof devices)[number];

/** Lighthouse's marks for every page of somebody who is signed in. */
export const lighthouseFigure: Figure = {
  name: 'lighthouse',
  title: 'Lighthouse, signed in',
  ofProduct: true,
  async measure(bench) {
    await install(bench);
    const options = { subscriptions: 1000, clusters: 10, entries: 20, latencyMs: azureLatencyMs };
    return withTestbed(bench, options, async (testbed) => {
      const clusters = await azureOf(testbed, operator.upn).clusters(100);
      const places = clusters.filter(takesMore).map(pathOf);
      const pages = [
        ...['/clusters', '/clusters/compare', '/clusters/hygiene', '/address', '/sign-out/ask'],
        ...places.slice(0, 1),
      ];
      return inSession(bench, testbed, async (judge) => {
        const rows: Row[] = [];
        for (const path of pages) rows.push(...(await judge([path])));
        return [...rows, ...(await judge(places.map((place) => `${place}/add-my-ip`)))];
      });
    });
  },
};

/** It is 176 MB and for this alone, so nobody else has to install it. */
async function install({ say }: Bench): Promise<void> {
  if (existsSync(program)) return;
  say('installing Lighthouse, for the first time only');
  const npm = await run('npm', ['ci', '--prefix', home, '--no-audit', '--no-fund']);
  if (npm.code !== 0 || !existsSync(program)) {
    throw new Error(`Lighthouse could not be installed: ${npm.output.trim().slice(-200)}`);
  }
}

/**
 * Judges a page, each time another of its paths as far as there are so many: a browser that was on "Add my
 * IP" goes on connecting to that API server for 30 s, and complains of it to whoever asks there next.
 */
type Judge = (paths: readonly string[]) => Promise<readonly Row[]>;

async function inSession<T>(
  bench: Bench,
  testbed: Testbed,
  work: (judge: Judge) => Promise<T>,
): Promise<T> {
  const port = await anyFreePort();
  const options = launchOptions(
    `--remote-debugging-port=${port}`,
    // A cluster that does not let this browser in is silent, not a name that nobody knows.
    `--host-resolver-rules=MAP *.azmk8s.io 127.0.0.1:${testbed.emulator.apiServersPort}`,
  );
  const profile = bench.folder.part('browser');
  const context = await chromium.launchPersistentContext(profile, options);
  try {
    const page = await signedInPage(context, testbed, operator);
    return await work(async (paths) => {
      let times = 0;
      const next = () => paths[times++ % paths.length] ?? '';
      const path = next();
      const answer = await page.goto(`${testbed.place.publicUrl}${path}`);
      // Of a page that is not there, or leads to another one, there is nothing to judge.
      const led = new URL(page.url()).pathname;
      if (answer?.status() === 404 || led !== path) return [];
      const rows: Row[] = [];
      for (const device of devices) {
        bench.say(`${nameOf(path)}, ${device.name}`);
        const judge: Once = (wanted) =>
          judged(bench, { port, url: `${testbed.place.publicUrl}${next()}`, device, wanted });
        rows.push(rowOf(path, device, await marksOf(judge, device)));
      }
      return rows;
    });
  } finally {
    await context.close();
  }
}

const reportSchema = z.object({
  environment: z.object({ benchmarkIndex: z.number() }),
  categories: z.record(z.string(), z.object({ score: z.number().nullable() })),
  audits: z.record(z.string(), z.object({ numericValue: z.number().optional() })),
});

type Report = z.infer<typeof reportSchema>;

/** Judges a page once, by some of the categories. */
type Once = (wanted: readonly string[]) => Promise<Report>;

/** Everything is marked once, and speed as often as it takes. */
async function marksOf(judge: Once, { runs }: Device) {
  const first = await judge(categories);
  const reports = [first];
  while (reports.length < runs) reports.push(await judge(['performance']));
  const middleOf = (value: (report: Report) => number) => summarise(reports.map(value)).median;
  const middle = (name: string) =>
    middleOf(({ audits }) => audits[name]?.numericValue ?? Number.NaN);
  const mark =
    (name: string) =>
    ({ categories: each }: Report) =>
      Math.round((each[name]?.score ?? 0) * 100);
  const speeds = reports.map(mark('performance')).sort((a, b) => a - b);
  return {
    marks: categories.map((name) => ({
      name,
      mark: name === 'performance' ? middleOf(mark(name)) : mark(name)(first),
      aim: aims[name],
    })),
    speeds: [...new Set([speeds[0], speeds.at(-1)])].join(' to '),
    paintedMs: middle('largest-contentful-paint'),
    blockedMs: middle('total-blocking-time'),
    shift: middle('cumulative-layout-shift'),
    power: middleOf(({ environment }) => environment.benchmarkIndex),
  };
}

type Asked = { port: number; url: string; device: Device; wanted: readonly string[] };

async function judged({ folder }: Bench, { port, url, device, wanted }: Asked): Promise<Report> {
  const file = folder.part('lighthouse.json');
  mkdirSync(join(file, '..'), { recursive: true });
  const options = [
    ...[`--port=${port}`, '--disable-storage-reset', '--quiet', '--output=json'],
    ...[`--output-path=${file}`, '--disable-full-page-screenshot', ...device.options],
    `--only-categories=${wanted.join(',')}`,
  ];
  const { code, output } = await runNode([program, url, ...options]);
  if (code !== 0) throw new Error(`Lighthouse failed: ${output.trim().slice(-300)}`);
  return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function rowOf(path: string, device: Device, found: Awaited<ReturnType<typeof marksOf>>): Row {
  const { marks, speeds, paintedMs, blockedMs, shift, power } = found;
  const missed = marks.filter(({ mark, aim }) => mark < aim).map(({ name }) => name);
  const measured = `speed ${speeds}, largest paint ${(paintedMs / 1000).toFixed(1)} s, blocked ${blockedMs.toFixed(0)} ms, shift ${shift.toFixed(2)}, power ${power.toFixed(0)}`;
  return {
    what: `Lighthouse as a ${device.name}, ${nameOf(path)}`,
    ours: `${marks.map(({ name, mark }) => `${name} ${mark}`).join(', ')} (${measured})`,
    instead: '',
    limit: `aim ${Object.values(aims).join(', ')}`,
    judged: missed.length === 0 ? 'met' : `missed: ${missed.join(', ')}`,
    how:
      path === '/clusters' && device === devices[0]
        ? 'Lighthouse 13.5.0, each page for the second time (its scripts and fonts are there already), in a fleet of 10,000 clusters: as a slow phone on a slow network (its default; speed is the median of 3), and as a desktop (its preset; once). “Power” is its benchmarkIndex of this machine; its phone is 4 × slower, which is meant for 1,500 to 2,000.'
        : '',
  };
}

function nameOf(path: string): string {
  if (path.endsWith('/add-my-ip')) return 'Add my IP';
  return /[0-9a-f-]{36}/.test(path) ? 'a cluster' : path;
}
