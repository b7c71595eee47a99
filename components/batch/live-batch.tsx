'use client';
// Follows the batch while it runs (use-live-batch.ts).

import { createContext, type ReactNode, useContext } from 'react';
import type { BatchOutcome } from '#lib/changes/shown/batch-outcomes';
import type { BatchView } from '#lib/changes/shown/batch-view';
import { type Part, PartLinks } from '../ui/part-links.tsx';
import { useLiveBatch } from './use-live-batch.ts';

const Now = createContext<BatchView | undefined>(undefined);

/** Around all that says how a started batch stands: every figure is of one and the same reading. */
export function LiveBatch({
  batch,
  initial,
  children,
}: {
  batch: string;
  initial: BatchView;
  children: ReactNode;
}) {
  return <Now value={useLiveBatch(initial, `/batches/${batch}/events`)}>{children}</Now>;
}

/** How the batch stands now. */
export function useBatchNow(): BatchView {
  const view = useContext(Now);
  if (view === undefined) throw new Error('This stands in no LiveBatch.');
  return view;
}

/** Clusters of a batch that have come to the same; all of them without an outcome. */
export type OutcomePart = Omit<Part, 'count'> & { readonly outcome?: BatchOutcome | undefined };

/** The ways to those parts that hold anything, and the one that is looked at. */
export function OutcomeLinks({ parts }: { parts: readonly OutcomePart[] }) {
  const { tally } = useBatchNow();
  const counted = parts.map(({ outcome, ...part }) => ({
    ...part,
    count: tally[outcome ?? 'total'],
  }));
  const shown = counted.filter(({ count, isShown }) => count > 0 || isShown);
  return <PartLinks label="Which clusters" parts={shown} />;
}
