'use client';
// Needs the window: a long list is drawn where one looks, and rows are selected by key and pointer.

import Link from 'next/link';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { FormAct } from '#lib/changes/shown/form-state';
import { queryWith, searchOf } from '#lib/clusters/fleet/search-query';
import { grouped } from '#lib/grouped';
import { Button } from '../ui/button.tsx';
import { Callout } from '../ui/callout.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { FormRefusalCallout } from '../ui/form-refusal.tsx';
import { type Page, Pages } from '../ui/pages.tsx';
import { useAct } from '../ui/use-kept-action.ts';
import { FleetEmpty } from './empty.tsx';
import { FleetTable } from './fleet-table.tsx';
import { useLiveSearch } from './live-search.tsx';
import type { FirstRows, RowsStore } from './rows-store.ts';
import { PlainSelectionBar, SelectionBar } from './selection-bar.tsx';
import { Share } from './share.tsx';
import type { SortLink } from './table-head.tsx';
import type { PickRow } from './table-row.tsx';
import { usePlace } from './use-place.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useNeeded, useRows } from './use-rows.ts';
import { type Selecting, useSelection } from './use-selection.ts';
import { useSpan } from './use-span.ts';

/** What the page knows of the list: its first rows, and how it is cut into pages without script. */
export type FirstPage = FirstRows &
  Page & {
    /** Where the rows of this page are that were left for script to fetch. */
    readonly whole?: string | undefined;
  };

/**
 * The clusters that are asked for. It begins as the page that the server made; with script it becomes
 * one list to scroll, which follows the search box at every key.
 */
export function FleetList({
  first,
  found,
  isWhole,
  allHref,
  sorts,
  change,
}: {
  first: FirstPage;
  /** Clusters of the whole fleet. */
  found: number;
  /** All could be read in which there may be clusters. */
  isWhole: boolean;
  /** The list of all clusters, where something is searched or filtered. */
  allHref: string | undefined;
  sorts: readonly SortLink[];
  /** Takes the selection on to what is to be changed; without it nothing can be selected. */
  change?: FormAct | undefined;
}) {
  const { typed } = useLiveSearch();
  const { list, store } = useRows(first, queryWith(first.query, typed));
  const selecting = useSelection(list);
  const form = useRef<HTMLFormElement>(null);
  useSent(form, list.query, selecting);
  const [{ refusal }, submit] = useAct(change);
  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap-reverse items-center justify-between gap-x-4 gap-y-3">
        <div className="flex flex-wrap items-baseline gap-x-4">
          <Count
            total={list.total}
            searching={searchOf(list.query) !== ''}
            selected={change === undefined ? 0 : selecting.count}
          />
          {allHref !== undefined && list.total > 0 && (
            <Link href={allHref} prefetch={false} className="link text-xs">
              Clear filters
            </Link>
          )}
        </div>
        {list.total > 0 && <Share query={list.query} />}
      </div>
      <form
        ref={form}
        id="list"
        action={change && submit}
        // React resets a form that was answered, and would untick the boxes without knowing.
        onReset={(event) => event.preventDefault()}
        autoComplete="off"
        aria-label="Select clusters"
      >
        <FormBar />
        <input type="hidden" name="view" value={list.query} />
        {list.failed && <NotRead store={store} />}
        {refusal !== undefined && <FormRefusalCallout refusal={refusal} />}
        {list.total === 0 ? (
          <FleetEmpty found={found} isWhole={isWhole} query={list.query} />
        ) : (
          <Rows
            first={first}
            list={list}
            store={store}
            sorts={sorts}
            selecting={change && selecting}
          />
        )}
        {change !== undefined && selecting.count > 0 && (
          <SelectionBar selecting={selecting} total={list.total} />
        )}
        {change !== undefined && <PlainSelectionBar total={list.total} />}
      </form>
    </div>
  );
}

function Rows({
  first,
  list,
  store,
  sorts,
  selecting,
}: {
  first: FirstPage;
  list: ReturnType<RowsStore['list']>;
  store: RowsStore;
  sorts: readonly SortLink[];
  selecting: Selecting | undefined;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const page = { from: first.offset, to: first.offset + first.rows.length };
  const { long, span } = useSpan(body, { total: list.total, page, per: first.per });
  useNeeded(store, list, span);
  usePlace(body, { from: first.offset, total: list.total, long });
  const keys = useRowKeys(body, list, selecting);
  const pick = usePick(selecting);
  const onSort = useToTop(body, list.query);
  return (
    <>
      <FleetTable
        list={list}
        span={span}
        long={long}
        sorts={sorts}
        selecting={selecting}
        keys={keys}
        body={body}
        onSort={onSort}
        search={searchOf(list.query)}
        pick={selecting && pick}
      />
      {!long && <Pages {...first} />}
    </>
  );
}

/** The same for every row and every time, so that a click draws one row and not all. */
function usePick(selecting: Selecting | undefined): PickRow {
  const latest = useRef(selecting);
  useLayoutEffect(() => {
    latest.current = selecting;
  });
  return useCallback((at, on, run) => {
    if (run) latest.current?.reach(at);
    else latest.current?.set(at, on);
  }, []);
}

/** Another order begins at its top; what stood there before is somewhere else now. */
function useToTop(body: { readonly current: HTMLElement | null }, query: string): () => void {
  const asked = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the new list is here.
  useLayoutEffect(() => {
    const table = body.current?.closest('table');
    if (asked.current && table && table.getBoundingClientRect().top < 0) table.scrollIntoView();
    asked.current = false;
  }, [query]);
  return () => {
    asked.current = true;
  };
}

/** Sends the selection in place of the boxes: of ten thousand rows only some have a box. */
function useSent(
  form: { readonly current: HTMLFormElement | null },
  query: string,
  { selection, across }: Selecting,
): void {
  useEffect(() => {
    const { current } = form;
    const send = ({ formData }: FormDataEvent) => {
      formData.delete('cluster');
      formData.set('view', across ? '' : query);
      const [name, keys] =
        selection.kind === 'all' ? ['except', selection.except] : ['selected', selection.keys];
      if (selection.kind === 'all') formData.set('which', 'all');
      formData.set(name, [...keys].join('\n'));
    };
    current?.addEventListener('formdata', send);
    return () => current?.removeEventListener('formdata', send);
  }, [form, query, selection, across]);
}

function Count({
  total,
  searching,
  selected,
}: {
  total: number;
  searching: boolean;
  selected: number;
}) {
  const what = total === 1 ? 'cluster' : 'clusters';
  return (
    // Without a row, what stands in the place of the table says it in larger letters.
    <p role="status" className={total === 0 ? 'sr-only' : 'text-xs text-muted tabular-nums'}>
      {grouped(total)} {what}
      {searching && (total === 1 ? ' matches' : ' match')}
      {/* For the ear, which the bar at the foot of the screen does not reach. */}
      {selected > 0 && <span className="sr-only">, {grouped(selected)} selected</span>}
    </p>
  );
}

function NotRead({ store }: { store: RowsStore }) {
  return (
    <Callout
      tone="warn"
      role="alert"
      title="Some rows could not be read"
      className="mb-3"
      actions={
        <Button type="button" small onClick={() => store.retry()}>
          Try again
        </Button>
      }
    />
  );
}
