import Link from 'next/link';
import type { ReactNode } from 'react';
import { recordWords } from '#lib/changes/shown/record-words';
import type { ListRecord } from '#lib/clusters/list-record';
import { clusterPath } from '#lib/clusters/resource-id';
import { Addresses } from '../ui/addresses.tsx';
import { Callout } from '../ui/callout.tsx';
import { Empty } from '../ui/empty.tsx';
import { type Page, Pages } from '../ui/pages.tsx';
import type { Part } from '../ui/part-links.tsx';
import { Head, Row, Table } from '../ui/table.tsx';
import { Time } from '../ui/time.tsx';
import type { ChangesSearch } from './find-changes.tsx';
import { PartsAndFile } from './parts-and-file.tsx';

/** Entries named of one change; the file has all. */
const named = 6;

/** A record as a line. */
type ElsewhereLine = {
  readonly record: ListRecord;
  /** Where its cluster is; left out where all lines are of one cluster. */
  readonly where?: string;
};

/** What was changed with other tools, newest first. `failures`: why some of it is not known. */
export function Elsewhere({
  shown: { isPart, pages, parts, fileHref, search },
  lines,
  failures,
}: {
  shown: {
    readonly isPart: boolean;
    readonly pages: Page;
    readonly parts: readonly Part[];
    readonly fileHref: string;
    readonly search: ChangesSearch;
  };
  lines: readonly ElsewhereLine[];
  failures: ReactNode;
}) {
  return (
    <div>
      <p className="pb-3 text-pretty text-muted">
        Made with other tools in the last 14 days, as Azure has recorded it. A new one shows after
        some minutes.
      </p>
      <PartsAndFile
        parts={parts}
        fileHref={pages.total > 0 ? fileHref : undefined}
        search={search}
      />
      {failures}
      {isPart && (
        <Callout
          tone="warn"
          title="Some are missing here: Azure has more records than it told, or told them in another way."
        />
      )}
      {pages.total > 0 && <Lines lines={lines} />}
      {pages.total === 0 && search.find !== '' && <Empty title="No change matches" />}
      {pages.total === 0 && search.find === '' && !failures && !isPart && (
        <Empty title="No change was made elsewhere">Azure has recorded none in 14 days.</Empty>
      )}
      <Pages {...pages} />
    </div>
  );
}

function Lines({ lines }: { lines: readonly ElsewhereLine[] }) {
  const ofOne = lines.every(({ where }) => where === undefined);
  return (
    <Table
      label="Changes made elsewhere"
      head={
        <>
          <Head>What</Head>
          {!ofOne && <Head className="max-lg:hidden">Cluster</Head>}
          <Head className="max-lg:hidden">By</Head>
          <Head className="max-lg:hidden">With</Head>
          <Head className="max-lg:hidden">When</Head>
        </>
      }
    >
      {lines.map((line) => (
        <Line key={line.record.id} {...line} />
      ))}
    </Table>
  );
}

function Line({ record, where }: ElsewhereLine) {
  const { at, by, client, clusterId } = record;
  const cluster = (
    <Link
      href={clusterPath(clusterId)}
      prefetch={false}
      className="hover:text-accent hover:underline"
    >
      {clusterId.name}
    </Link>
  );
  return (
    <Row>
      <th scope="row" className="td text-left font-normal">
        <span className="font-medium [overflow-wrap:anywhere]">
          <Addresses text={recordWords(record, named)} />
        </span>
        <span className="block text-xs text-muted [overflow-wrap:anywhere] lg:hidden">
          {where !== undefined && <>{cluster} · </>}
          <Who by={by} />
          {client !== undefined && ` · ${client}`} · <Time at={at} />
        </span>
      </th>
      {where !== undefined && (
        <td className="td [overflow-wrap:anywhere] max-lg:hidden">
          {cluster} <span className="block text-xs text-muted">{where}</span>
        </td>
      )}
      <td className="td [overflow-wrap:anywhere] max-lg:hidden">
        <Who by={by} />
      </td>
      <td className="td whitespace-nowrap max-lg:hidden">
        {client ?? <span className="text-muted">not recorded</span>}
      </td>
      <td className="td whitespace-nowrap text-muted tabular-nums max-lg:hidden">
        <Time at={at} />
      </td>
    </Row>
  );
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function Who({ by }: Pick<ListRecord, 'by'>) {
  if (by === undefined) return <span className="text-muted">not recorded</span>;
  if (!guid.test(by)) return by;
  return (
    <>
      Application <span className="text-xs text-muted lg:block lg:whitespace-nowrap">{by}</span>
    </>
  );
}
