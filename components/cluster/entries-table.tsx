'use client';
// What has an address comes when the table is there already.

import clsx from 'clsx';
import Link from 'next/link';
import { memo, useEffect, useState } from 'react';
import type { EntryHolder, EntryLine } from '#lib/changes/shown/entry-lines';
import { Addresses } from '../ui/addresses.tsx';
import { Badge } from '../ui/badge.tsx';
import { Head } from '../ui/table.tsx';
import { Time } from '../ui/time.tsx';

type Holders = ReadonlyMap<string, EntryHolder>;

/** What has an address, by entry, where the lines do not say so yet. */
export type LaterHolders = Promise<Holders> | undefined;

/**
 * What stands in Azure's list, verbatim and in its order. With `removable` each row can be marked
 * for removal; the marks are form fields, so they work without script.
 */
export function EntriesTable({
  lines,
  later,
  removable,
  marked,
}: {
  lines: readonly EntryLine[];
  later: LaterHolders;
  removable: boolean;
  marked: readonly string[];
}) {
  const holders = useHolders(later);
  return (
    <div
      className={clsx(
        'relative overflow-auto rounded-[inherit]',
        // Two thousand entries must not push what adds one out of reach.
        removable && 'max-h-[max(20rem,60dvh)] scroll-pt-10',
      )}
    >
      <table aria-label="Entries" className="w-full border-collapse">
        <thead className="sticky top-0 z-10 bg-surface shadow-[inset_0_-1px_var(--line)]">
          <tr>
            <Head className="sm:w-[28%]">Entry</Head>
            <Head className="max-lg:hidden">Addresses</Head>
            <Head className="max-sm:hidden sm:w-[30%]">What it is</Head>
            {removable && <Head className="w-px text-right">Remove</Head>}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <EntryRow
              key={line.index}
              line={line}
              holder={line.holder ?? holders?.get(line.text)}
              removable={removable}
              marked={marked.includes(line.text)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Those of the last time stay until others have come. */
function useHolders(later: LaterHolders): Holders | undefined {
  const [holders, setHolders] = useState<Holders>();
  useEffect(() => {
    // Without them the table is as good as before: an answer that broke off is not worth a word.
    later?.then(
      (come) => come.size > 0 && setHolders(come),
      () => undefined,
    );
  }, [later]);
  return holders;
}

/** Rendered again only where a holder has come: a list may have two thousand rows. */
const EntryRow = memo(function EntryRow({
  line,
  holder,
  removable,
  marked,
}: {
  line: EntryLine;
  holder: EntryHolder | undefined;
  removable: boolean;
  marked: boolean;
}) {
  return (
    <tr
      className={clsx(
        'border-b border-line last:border-0 hover:bg-sunken/60',
        'staged:bg-danger-soft staged:[&_code]:text-danger staged:[&_code]:line-through',
      )}
    >
      <td className="td">
        <code className="inline-block min-w-36 font-mono text-[0.8125rem] [overflow-wrap:anywhere]">
          {line.text}
        </code>
        <div className="mt-1 flex flex-wrap items-center gap-x-1.5 gap-y-1 *:whitespace-normal! sm:hidden">
          <WhatItIs line={line} holder={holder} />
        </div>
      </td>
      <td className="td whitespace-nowrap text-muted tabular-nums max-lg:hidden">
        <Addresses text={line.addresses} />
      </td>
      <td className="td max-sm:hidden">
        <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
          <WhatItIs line={line} holder={holder} />
        </div>
      </td>
      {removable && (
        <td className="td text-right">
          <label className="-mr-1.5 inline-grid size-7 place-items-center">
            <input
              type="checkbox"
              name="remove"
              value={line.text}
              defaultChecked={marked}
              className="size-4 accent-danger"
            />
            <span className="sr-only">Remove {line.text}</span>
          </label>
        </td>
      )}
    </tr>
  );
});

function WhatItIs({
  line: { labels, ends, added },
  holder,
}: {
  line: EntryLine;
  holder: EntryHolder | undefined;
}) {
  return (
    <>
      {labels.map((label) => (
        <Badge key={label.text} tone={label.tone}>
          <span>
            <Addresses text={label.text} />
          </span>
        </Badge>
      ))}
      {holder !== undefined && (
        <a href={holder.href} className="text-xs text-muted hover:underline">
          {holder.title} in {holder.resourceGroup}
        </a>
      )}
      {ends !== undefined && (
        <Link href={ends.path} prefetch={false} className="hover:underline">
          <Badge tone={ends.waitsFor === undefined ? 'neutral' : 'warn'}>
            <span>
              Until <Time at={ends.at} />
              {ends.waitsFor !== undefined && ` · ${ends.waitsFor}`}
            </span>
          </Badge>
        </Link>
      )}
      {added !== undefined && (
        <Link href={added.path} prefetch={false} className="text-xs text-muted hover:underline">
          Asked for by {added.who}, <Time at={added.at} />
        </Link>
      )}
    </>
  );
}
