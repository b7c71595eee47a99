import Link from 'next/link';
import type { TellApart } from '#lib/clusters/fleet/tell-apart';
import { type FleetView, fleetViewHref } from '#lib/clusters/fleet/view-url';
import type { TidyLine } from '#lib/clusters/hygiene/tidy-line';
import type { Standing } from '#lib/clusters/hygiene/where-stands';
import { counted, grouped } from '#lib/grouped';
import { coverageOf } from '#lib/ranges/entry';
import { Kept } from '../fleet/kept.tsx';
import { Button } from '../ui/button.tsx';
import { ClusterNames } from './cluster-names.tsx';
import { type PlanAction, PlanForm } from './plan-form.tsx';

/** Which entry somebody looks for, and where it stands. */
type Asked = {
  readonly view: FleetView;
  /** As it was typed; empty before anybody asks. */
  readonly find: string;
  /** The person's own address, dotted. */
  readonly own: string | undefined;
  /** Undefined for an entry that is not to be taken out. */
  readonly standing: Standing | undefined;
  readonly plan: PlanAction;
  readonly apart: TellApart;
};

/**
 * Finds one entry in all lists, and leads to a plan that takes it out of them, or to where one says what is to
 * stand in its place, which may be the person's own address: who was let in by others, or with other tools, has no earlier address here.
 */
export function RemoveEverywhere(asked: Asked) {
  const { view, find } = asked;
  return (
    <section aria-labelledby="remove-everywhere" className="card grid gap-3 p-4 md:p-5">
      <h2 id="remove-everywhere" className="font-medium">
        Remove or replace an entry everywhere
      </h2>
      <form action="/clusters/hygiene" method="get" className="flex flex-wrap items-end gap-2">
        <Kept view={view} />
        <label className="grid min-w-40 flex-1 gap-0.5">
          <span className="text-xs text-muted">Address, range or other entry</span>
          <input
            name="find"
            defaultValue={find}
            maxLength={500}
            spellCheck={false}
            autoComplete="off"
            placeholder="81.2.69.142"
            className="field font-mono"
          />
        </label>
        <Button>Find</Button>
      </form>
      {find !== '' && <Found {...asked} />}
    </section>
  );
}

function Found({ view, find, own, standing, plan, apart }: Asked) {
  if (standing === undefined) {
    return (
      <p role="status" className="text-muted text-pretty">
        0.0.0.0/32 keeps everybody out but the cluster itself. Without it a cluster would be open.
      </p>
    );
  }
  const { entry, rows, stillAdmitted } = standing;
  const line = { key: find };
  const code = <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{entry}</code>;
  if (rows.length === 0) {
    return (
      <p role="status" className="text-muted">
        {code} stands in no list.
        {coverageOf(entry) !== undefined && (
          <>
            {' '}
            <Link
              href={fleetViewHref(view, { from: entry, you: ['admitted'], page: 1 })}
              prefetch={false}
              className="link"
            >
              See where a wider one admits it
            </Link>
          </>
        )}
      </p>
    );
  }
  return (
    <div className="grid justify-items-start gap-2">
      <p role="status" className="text-pretty">
        {code} stands on{' '}
        <strong className="font-semibold">{counted(rows.length, 'cluster')}</strong>.
        {stillAdmitted > 0 && (
          <span className="text-muted">
            {' '}
            On {stillAdmitted === rows.length ? 'all' : grouped(stillAdmitted)} of them another
            entry admits it too, so it gets in there even so.
          </span>
        )}
      </p>
      <ClusterNames rows={rows} remove={[entry]} apart={apart} />
      <div className="flex flex-wrap gap-2">
        <PlanForm action={plan} kind="find" line={line} view={view} label="Remove it there…" />
        <PlanForm
          action={plan}
          kind="replace-by"
          line={line}
          view={view}
          label="Replace it by another…"
        />
        {own !== undefined && entry.endsWith('/32') && entry !== own && (
          <PlanForm
            action={plan}
            kind="replace"
            line={line}
            view={view}
            label={`Replace it by ${own}…`}
          />
        )}
      </div>
    </div>
  );
}

/** Addresses that the person added for themselves earlier, to swap for the one of today. */
export function SwapEverywhere({
  view,
  own,
  lines,
  plan,
  apart,
}: {
  view: FleetView;
  own: string | undefined;
  lines: readonly TidyLine[];
  plan: PlanAction;
  apart: TellApart;
}) {
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="swap-everywhere" className="card grid gap-3 p-4 md:p-5">
      <h2 id="swap-everywhere" className="font-medium">
        Your earlier addresses
      </h2>
      <ul className="grid gap-3">
        {lines.map((line) => (
          <li key={line.key} className="grid justify-items-start gap-1.5">
            <p className="text-pretty">
              <code className="font-mono text-[0.8125rem]">{line.key}</code> on{' '}
              {counted(line.rows.length, 'cluster')}
            </p>
            <ClusterNames rows={line.rows} remove={[]} apart={apart} />
            <PlanForm
              action={plan}
              kind="swap"
              line={line}
              view={view}
              label={`Replace by ${own}…`}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
