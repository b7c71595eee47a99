import Link from 'next/link';
import type { ChangeView } from '#lib/changes/change-view';
import { StateWord } from '../change/state-word.tsx';
import { Button } from '../ui/button.tsx';
import { Callout } from '../ui/callout.tsx';
import { KeepUp } from './keep-up.tsx';

/** One cluster of a batch and what became of its change. */
export type BatchLine = {
  readonly name: string;
  readonly where: string;
  readonly path: string;
  readonly change: Pick<ChangeView, 'word' | 'tone' | 'ends' | 'parked'>;
  /** Why it was not done, in a few words. */
  readonly why?: string | undefined;
  readonly held: boolean;
};

/** A started batch: how far it is, what it may be told, and each cluster. */
export function BatchProgress({
  batch,
  state,
  stopped,
  lines,
  left,
  act,
}: {
  batch: string;
  state: 'running' | 'stopped' | 'over';
  /** Why it lets nothing more go, in a title and a sentence. */
  stopped?: { readonly title: string; readonly text: string } | undefined;
  lines: readonly BatchLine[];
  /** How long it will take from here, in words. */
  left?: string | undefined;
  act: (form: FormData) => Promise<void>;
}) {
  const tally = tallyOf(lines);
  const moving = state === 'running' || tally.running > 0;
  return (
    <div className="grid gap-4">
      {moving && <KeepUp />}
      <section className="card grid gap-3 p-4 md:p-5">
        <div role="status" aria-label="Batch" className="grid gap-2">
          <p className="text-base font-semibold">{titles[moving ? 'running' : state]}</p>
          <p className="text-muted tabular-nums">
            {tally.done} of {lines.length} done
            {tally.failed > 0 && `, ${tally.failed} not done`}
            {tally.parked > 0 && `, ${tally.parked} ask for you`}
            {tally.running > 0 && `, ${tally.running} under way`}
            {tally.held > 0 && `, ${tally.held} not started`}
            {moving && left !== undefined && ` · about ${left} left`}
          </p>
          <Bar tally={tally} total={lines.length} />
        </div>
        {stopped && (
          <Callout tone="warn" title={stopped.title}>
            {stopped.text}
          </Callout>
        )}
        <Acts batch={batch} state={state} tally={tally} act={act} />
      </section>
      <Results lines={lines} />
    </div>
  );
}

const titles = { running: 'Under way', stopped: 'Stopped', over: 'Finished' } as const;

type Tally = ReturnType<typeof tallyOf>;

function tallyOf(lines: readonly BatchLine[]) {
  const count = (is: (line: BatchLine) => boolean) => lines.filter(is).length;
  return {
    done: count(({ change }) => change.ends && change.tone === 'good'),
    failed: count(({ change }) => change.ends && change.tone !== 'good'),
    parked: count(({ change, held }) => change.parked && !held),
    held: count(({ held }) => held),
    running: count(({ change, held }) => !change.ends && !change.parked && !held),
  };
}

function Bar({ tally, total }: { tally: Tally; total: number }) {
  const width = (count: number) => ({ width: `${(100 * count) / Math.max(1, total)}%` });
  return (
    <div
      role="progressbar"
      aria-label="Clusters that have ended"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={tally.done + tally.failed}
      className="flex h-2 overflow-hidden rounded-full bg-sunken"
    >
      <span className="bg-ok transition-[width]" style={width(tally.done)} />
      <span className="bg-danger transition-[width]" style={width(tally.failed)} />
      <span className="bg-warn transition-[width]" style={width(tally.parked)} />
      <span className="bg-accent transition-[width]" style={width(tally.running)} />
    </div>
  );
}

function Acts({
  batch,
  state,
  tally,
  act,
}: {
  batch: string;
  state: 'running' | 'stopped' | 'over';
  tally: Tally;
  act: (form: FormData) => Promise<void>;
}) {
  const offers = [
    { name: 'stop', label: 'Stop', when: state === 'running' && tally.held > 0 },
    {
      name: 'go-on',
      label: `Go on with ${tally.held}`,
      when: state === 'stopped' && tally.held > 0,
    },
    { name: 'retry', label: `Try ${tally.failed} again`, when: tally.failed > 0 },
    { name: 'cancel-rest', label: `Cancel the other ${tally.held}`, when: tally.held > 0 },
  ].filter((offer) => offer.when);
  if (offers.length === 0) return null;
  return (
    <form action={act} className="flex flex-wrap gap-2">
      <input type="hidden" name="batch" value={batch} />
      {offers.map(({ name, label }) => (
        <Button key={name} name="act" value={name}>
          {label}
        </Button>
      ))}
    </form>
  );
}

/** Clusters that are listed besides those that want somebody's eyes. */
const mostListed = 300;

function Results({ lines }: { lines: readonly BatchLine[] }) {
  const wantsEyes = ({ change, held }: BatchLine) =>
    (change.ends && change.tone !== 'good') || (change.parked && !held);
  const shown = lines.filter((line, place) => place < mostListed || wantsEyes(line));
  const hidden = lines.length - shown.length;
  return (
    <section className="card overflow-x-auto">
      <table aria-label="Clusters of the batch" className="w-full border-collapse">
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="th">
              Cluster
            </th>
            <th scope="col" className="th">
              State
            </th>
            <th scope="col" className="th max-sm:hidden">
              Why
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, where, path, change, why, held }) => (
            <tr key={path} className="border-b border-line align-top last:border-0">
              <th scope="row" className="td text-left font-normal">
                <Link
                  href={path}
                  prefetch={false}
                  className="font-medium [overflow-wrap:anywhere] hover:text-accent hover:underline"
                >
                  {name}
                </Link>{' '}
                <span className="text-xs text-muted">{where}</span>
                {why !== undefined && <p className="text-xs text-muted sm:hidden">{why}</p>}
              </th>
              <td className="td whitespace-nowrap">
                <StateWord
                  state={change}
                  turns={!change.ends && !change.parked && !held}
                  className="font-medium"
                />
              </td>
              <td className="td text-muted max-sm:hidden">{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <p className="px-3 py-2 text-xs text-muted">
          and {hidden.toLocaleString('en')} more that are done, under way or not started
        </p>
      )}
    </section>
  );
}
