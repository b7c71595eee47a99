import { ArrowRight } from 'lucide-react';
import type { TellApart } from '#lib/clusters/fleet/tell-apart';
import type { FleetView } from '#lib/clusters/fleet/view-url';
import type { HygieneKind } from '#lib/clusters/hygiene/kinds';
import { removalsOf, type TidyLine, type TidyPart } from '#lib/clusters/hygiene/tidy-line';
import { clusterKey } from '#lib/clusters/resource-id';
import { counted, grouped } from '#lib/grouped';
import { Addresses } from '../ui/addresses.tsx';
import { Head, Table } from '../ui/table.tsx';
import { ClusterName, ClusterNames, FirstNames, shown } from './cluster-names.tsx';
import { type PlanAction, PlanForm } from './plan-form.tsx';
import { hygieneWords } from './words.tsx';

/** How many entries of a line are shown at once. */
const shownParts = 6;
/** How many entries are shown of a part that is merged into one range. */
const shownEntries = 2;

/** One row for each thing to tidy: what, on which clusters, and the way to a plan for all of them. */
export function TidyLines({
  kind,
  lines,
  view,
  plan,
  apart,
}: {
  kind: HygieneKind;
  lines: readonly TidyLine[];
  view: FleetView;
  plan: PlanAction;
  apart: TellApart;
}) {
  const { act } = hygieneWords[kind];
  return (
    <Table
      label={hygieneWords[kind].title}
      head={
        <>
          {act !== undefined && <Head className="sm:w-1/2">Entries</Head>}
          <Head className={act && 'max-sm:hidden'}>Clusters</Head>
          <Head className="w-px">
            {act === undefined ? 'Full' : <span className="sr-only">Act</span>}
          </Head>
        </>
      }
    >
      {lines.map((line) => (
        <Line
          key={line.key}
          kind={kind}
          line={line}
          view={view}
          plan={plan}
          act={act}
          apart={apart}
        />
      ))}
    </Table>
  );
}

function Line({
  kind,
  line,
  view,
  plan,
  act,
  apart,
}: {
  kind: HygieneKind;
  line: TidyLine;
  view: FleetView;
  plan: PlanAction;
  act: 'Remove' | 'Merge' | undefined;
  apart: TellApart;
}) {
  const { parts, rows } = line;
  // A few are counted at a glance.
  const clusters = rows.length > shown && (
    <p className="tabular-nums max-sm:text-xs">{counted(rows.length, 'cluster')}</p>
  );
  const remove = act === 'Remove' ? removalsOf(line) : [];
  return (
    <tr className="border-b border-line align-top last:border-0 hover:bg-sunken/60">
      {act !== undefined && (
        <td className="td">
          <ul className="grid gap-1">
            <Parts parts={parts.slice(0, shownParts)} />
          </ul>
          {parts.length > shownParts && (
            <details className="mt-1 text-xs text-muted">
              <summary className="hover:text-ink">
                and {grouped(parts.length - shownParts)} more
              </summary>
              <ul className="mt-1 grid gap-1 text-sm text-ink">
                <Parts parts={parts.slice(shownParts)} />
              </ul>
            </details>
          )}
          <div className="mt-1.5 sm:hidden">
            {clusters}
            <FirstNames rows={rows} apart={apart} remove={remove} />
          </div>
        </td>
      )}
      <td className={act === undefined ? 'td' : 'td max-sm:hidden'}>
        {act === undefined ? (
          rows.map((row) => <ClusterName key={clusterKey(row.id)} row={row} />)
        ) : (
          <>
            {clusters}
            <ClusterNames rows={rows} apart={apart} remove={remove} />
          </>
        )}
      </td>
      <td className="td whitespace-nowrap text-right">
        {act === undefined ? (
          <span className="text-muted tabular-nums">{parts[0]?.words}</span>
        ) : (
          <PlanForm action={plan} kind={kind} line={line} view={view} label={`${act}…`} />
        )}
      </td>
    </tr>
  );
}

function Parts({ parts }: { parts: readonly TidyPart[] }) {
  return parts.map(({ entries, into, words }) => (
    <li key={entries.join(' ')} className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
      <Entries entries={entries} />
      {into !== undefined && (
        <span className="inline-flex items-baseline gap-2">
          <ArrowRight role="img" aria-label="become" className="size-3 self-center text-faint" />
          <Code>{into}</Code>
        </span>
      )}
      {words !== '' && (
        <span className="text-xs text-muted">
          <Addresses text={words} />
        </span>
      )}
    </li>
  ));
}

/** Neighbours stand in order, so of many the first and the last tell which; the plan names each. */
function Entries({ entries }: { entries: readonly string[] }) {
  const left = entries.length - shownEntries;
  const [first, last] = left > 1 ? [shownEntries - 1, -1] : [entries.length, entries.length];
  return (
    <>
      {entries.slice(0, first).map((entry) => (
        <Code key={entry}>{entry}</Code>
      ))}
      {left > 1 && <span className="text-xs text-muted">… {grouped(left)} more …</span>}
      {entries.slice(last).map((entry) => (
        <Code key={entry}>{entry}</Code>
      ))}
    </>
  );
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{children}</code>;
}
