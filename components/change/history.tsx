import clsx from 'clsx';
import { type BatchTally, tallyTone, tallyWords } from '#lib/changes/shown/batch-outcomes';
import type { ChangeView } from '#lib/changes/shown/change-view';
import { counted } from '#lib/grouped';
import { Addresses } from '../ui/addresses.tsx';
import { Empty } from '../ui/empty.tsx';
import { type Page, Pages } from '../ui/pages.tsx';
import type { Part } from '../ui/part-links.tsx';
import { Head, Row, RowLink, Table } from '../ui/table.tsx';
import { Time } from '../ui/time.tsx';
import { UnreadLines } from '../ui/unread-lines.tsx';
import type { ChangesSearch } from './find-changes.tsx';
import { PartsAndFile } from './parts-and-file.tsx';
import { StateWord } from './state-word.tsx';

/** `isEnd`: these take out at their time what a batch has let in. */
export type Many = {
  readonly tally: BatchTally;
  readonly isEnd: boolean;
  readonly isAlike: boolean;
};

/** One change, of whomever, as a line; or a batch of several, by the newest of its changes. */
export type HistoryLine = {
  readonly change: ChangeView;
  readonly path: string;
  readonly many?: Many | undefined;
  /** Left out where all lines are of one cluster, and of a batch. */
  readonly cluster?: { readonly name: string; readonly where: string } | undefined;
};

/** What was asked of clusters, newest first. */
export function History({
  shown: { unread, pages, parts, fileHref, search },
  lines,
  days,
  ofOne = false,
}: {
  shown: {
    /** How many of this page cannot be shown. */
    readonly unread: number;
    readonly pages: Page;
    readonly parts: readonly Part[];
    readonly fileHref: string;
    readonly search: ChangesSearch;
  };
  lines: readonly HistoryLine[];
  /** How long it is kept. */
  days: number;
  /** Whether it is about one cluster. */
  ofOne?: boolean;
}) {
  return (
    <div>
      <p className="pb-3 text-pretty text-muted">
        Asked for through Drawbridge in the last {days} days
        {ofOne ? '.' : ', of clusters that are still there and that you can read.'}
      </p>
      <PartsAndFile
        parts={parts}
        fileHref={pages.total > 0 ? fileHref : undefined}
        search={search}
      />
      <UnreadLines count={unread} />
      {pages.total === 0 ? (
        <Empty title={search.find === '' ? 'No change here yet' : 'No change matches'} />
      ) : (
        <Lines lines={lines} />
      )}
      <Pages {...pages} />
    </div>
  );
}

function Lines({ lines }: { lines: readonly HistoryLine[] }) {
  const ofOne = lines.every(({ cluster, many }) => cluster === undefined && many === undefined);
  return (
    <Table
      label="Changes"
      head={
        <>
          <Head>What</Head>
          {!ofOne && <Head className="max-sm:hidden">Cluster</Head>}
          <Head className="max-sm:hidden">By</Head>
          <Head className="max-sm:hidden">Asked</Head>
          <Head>State</Head>
        </>
      }
    >
      {lines.map((line) => (
        <Line key={line.change.id} {...line} ofOne={ofOne} />
      ))}
    </Table>
  );
}

function Line({ change, path, cluster, many, ofOne }: HistoryLine & { ofOne: boolean }) {
  const name = many ? counted(many.tally.total, 'cluster') : cluster?.name;
  return (
    <Row>
      <th scope="row" className="td text-left font-normal max-sm:w-3/5">
        <RowLink href={path}>
          <Addresses text={change.title} />
        </RowLink>
        {many?.isAlike === false && ', and other things elsewhere'}
        {change.reason !== undefined && (
          <span className="block text-xs text-muted [overflow-wrap:anywhere]">
            “{change.reason}”
          </span>
        )}
        <span className="block text-xs text-muted [overflow-wrap:anywhere] sm:hidden">
          {name !== undefined && (
            <span className="block">
              {name}
              {many && ` · ${placeOf(many)}`}
            </span>
          )}
          {change.who} · <Time at={change.createdAt} />
        </span>
      </th>
      {!ofOne && (
        <td className="td [overflow-wrap:anywhere] max-sm:hidden">
          {name} <span className="text-xs text-muted">{many ? placeOf(many) : cluster?.where}</span>
        </td>
      )}
      <td className="td max-sm:hidden">{change.who}</td>
      <td className="td whitespace-nowrap text-muted tabular-nums max-sm:hidden">
        <Time at={change.createdAt} />
      </td>
      <td className={clsx('td font-medium tabular-nums', !many && 'whitespace-nowrap')}>
        <StateWord state={many ? standOf(many, change) : change} />
        {change.startsAt !== undefined && (
          <span className="block text-xs font-normal text-muted">
            for <Time at={change.startsAt} />
          </span>
        )}
      </td>
    </Row>
  );
}

function placeOf({ isEnd }: Many): string {
  return isEnd ? 'end of one batch' : 'one batch';
}

function standOf({ tally, isEnd }: Many, { batchPath, who }: ChangeView) {
  if (isEnd && tally.held === tally.total) return { word: 'Scheduled', tone: 'neutral' } as const;
  const held = isEnd ? 'scheduled' : undefined;
  return { word: tallyWords(tally, batchPath ? 'you' : who, held), tone: tallyTone(tally) };
}
