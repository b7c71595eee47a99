import type { ChangeView } from '#lib/changes/shown/change-view';
import { StateWord } from '../change/state-word.tsx';
import { Empty } from '../ui/empty.tsx';
import { type Page, Pages } from '../ui/pages.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { Head, Row, RowLink, Table } from '../ui/table.tsx';
import { OutcomeLinks, type OutcomePart } from './live-batch.tsx';

/** One cluster of a batch and what became of its change. */
export type BatchLine = {
  readonly name: string;
  readonly where: string;
  readonly path: string;
  readonly change: Pick<ChangeView, 'word' | 'tone' | 'ends' | 'parked'>;
  /** Why it was not done, or what it waits for; moments in it are ISO times. */
  readonly why?: string | undefined;
  readonly held: boolean;
};

/** A page of the clusters of a batch, and the ways to the others. */
export function BatchResults({
  parts,
  lines,
  pages,
}: {
  parts: readonly OutcomePart[];
  lines: readonly BatchLine[];
  pages: Page;
}) {
  return (
    <section aria-label="Results">
      <OutcomeLinks parts={parts} />
      <Lines lines={lines} />
      <Pages {...pages} />
    </section>
  );
}

function Lines({ lines }: { lines: readonly BatchLine[] }) {
  if (lines.length === 0) return <Empty title="No cluster at the moment" />;
  const asksWhy = lines.some(({ why }) => why !== undefined);
  return (
    <Table
      label="Clusters of the batch"
      head={
        <>
          <Head className="sm:w-2/5">Cluster</Head>
          <Head className={asksWhy ? 'sm:w-1/5' : ''}>State</Head>
          {asksWhy && <Head className="max-sm:hidden">Why</Head>}
        </>
      }
    >
      {lines.map((line) => (
        <Line key={line.path} {...line} asksWhy={asksWhy} />
      ))}
    </Table>
  );
}

function Line({
  name,
  where,
  path,
  change,
  why,
  held,
  asksWhy,
}: BatchLine & {
  /** Whether any line of the table has a reason, so that there is a column for it. */
  asksWhy: boolean;
}) {
  return (
    <Row>
      <th scope="row" className="td text-left font-normal">
        <RowLink href={path}>{name}</RowLink>{' '}
        <span className="text-xs text-muted max-sm:block">{where}</span>
        {why !== undefined && (
          <p className="text-xs text-muted sm:hidden">
            <Sentence text={why} />
          </p>
        )}
      </th>
      <td className="td whitespace-nowrap">
        <StateWord
          state={change}
          turns={!change.ends && !change.parked && !held}
          className="font-medium"
        />
      </td>
      {asksWhy && (
        <td className="td text-muted max-sm:hidden">
          {why !== undefined && <Sentence text={why} />}
        </td>
      )}
    </Row>
  );
}
