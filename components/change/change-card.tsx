'use client';
// Needs EventSource, to follow the change while it runs, and fetch, to look whether the browser gets in.

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChangeView } from '#lib/changes/shown/change-view';
import { ActivityLogLink } from '../ui/activity-log-link.tsx';
import { Addresses } from '../ui/addresses.tsx';
import { Callout } from '../ui/callout.tsx';
import { CorrelationId } from '../ui/correlation-id.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { RefusalWords } from '../ui/refusal-words.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { Time } from '../ui/time.tsx';
import { useEvents } from '../ui/use-events.ts';
import { useLostFocus } from '../ui/use-lost-focus.ts';
import { type ActOnChange, ChangeActs } from './change-acts.tsx';
import { StateWord } from './state-word.tsx';
import { Steps } from './steps.tsx';
import { Through } from './through.tsx';
import { useThrough } from './use-through.ts';

/**
 * One change and its life, followed live; `act` receives the change's id and the button pressed. `fqdn`: the
 * API server, when the change lets in the reader's own address.
 */
export function ChangeCard({
  initial,
  eventsPath,
  act,
  activityLog,
  fqdn,
}: {
  initial: ChangeView;
  eventsPath: string;
  act: ActOnChange;
  /** The cluster's activity log in the Azure portal, where the cluster can be read. */
  activityLog?: string | undefined;
  fqdn?: string | undefined;
}) {
  const change = useLiveChange(initial, eventsPath);
  const through = useThrough(change, fqdn);
  const state = useLostFocus<HTMLDivElement>();
  const acts = useKeptFocus(state, change.version);
  const probed = change.probe === undefined ? undefined : fqdn;
  const running = !change.ends && !change.parked && !change.held;
  // A callout whose title is the state itself would say it twice.
  const isSaid = change.failure?.title === change.word;
  return (
    <section className="card animate-rise overflow-hidden">
      {running && <ProgressBar />}
      <div className="grid grid-cols-1 gap-3 p-4 md:p-5">
        <div role="status" aria-label="Change" className="grid gap-3">
          <div ref={state} tabIndex={-1} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StateWord state={change} turns={running} className="text-base font-semibold" />
            <p className="min-w-0 font-medium [overflow-wrap:anywhere]">
              <Addresses text={change.title} />
            </p>
          </div>
          <p className="text-pretty text-muted">
            {isSaid && `${change.failure?.text} `}
            <Sentence text={change.sentence} />
          </p>
          {change.failure !== undefined && !isSaid && (
            <Callout tone={calloutTones[change.tone]} title={change.failure.title}>
              <RefusalWords words={change.failure} />
              {change.failure.inActivityLog && activityLog !== undefined && (
                <ActivityLogLink href={activityLog} />
              )}
            </Callout>
          )}
        </div>
        <Steps steps={change.steps} browser={probed === undefined ? undefined : through} />
        {probed !== undefined && change.probe === 'after' && <Through {...through} fqdn={probed} />}
        {change.acts.length > 0 && (
          <ChangeActs change={change} act={act} activityLog={activityLog} onSubmit={acts} />
        )}
        <Footnote change={change} />
      </div>
    </section>
  );
}

const calloutTones = {
  neutral: 'neutral',
  busy: 'info',
  attention: 'warn',
  good: 'ok',
  bad: 'danger',
} as const;

function Footnote({ change }: { change: ChangeView }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line pt-3 text-xs text-muted">
      <span>
        {change.who}, <Time at={change.createdAt} />
      </span>
      {change.batchPath !== undefined && (
        <Link href={change.batchPath} prefetch={false} className="link">
          Part of a batch
        </Link>
      )}
      {change.reason !== undefined && <span>“{change.reason}”</span>}
      {change.correlationId !== undefined && <CorrelationId id={change.correlationId} />}
    </p>
  );
}

/**
 * For what stays when the button that was pressed goes away: with the next version it takes the focus, if that was
 * lost with the button. Answers what hears that one was pressed.
 */
function useKeptFocus(
  element: { readonly current: HTMLElement | null },
  version: number,
): () => void {
  const pressedAt = useRef<number>(undefined);
  useEffect(() => {
    if (pressedAt.current === undefined || pressedAt.current === version) return;
    pressedAt.current = undefined;
    if (document.activeElement === document.body) element.current?.focus({ preventScroll: true });
  }, [element, version]);
  return () => {
    pressedAt.current = version;
  };
}

/** A page that is read again shows a change that has ended only where its URL names it. */
function keepInUrl({ id }: ChangeView): void {
  const url = new URL(window.location.href);
  url.searchParams.set('change', id);
  window.history.replaceState(null, '', url);
}

/** The newest view of the change; the page is read again when the change has ended. */
function useLiveChange(initial: ChangeView, eventsPath: string): ChangeView {
  const router = useRouter();
  const [live, setLive] = useState(initial);
  const shown = live.id === initial.id && live.version >= initial.version ? live : initial;
  const { ends } = shown;
  const hear = useCallback(
    (data: string) => {
      const next: ChangeView = JSON.parse(data);
      setLive(next);
      if (!next.ends && !next.parked) return;
      keepInUrl(next);
      router.refresh();
    },
    [router],
  );
  useEvents(ends ? undefined : eventsPath, 'change', hear);
  return shown;
}
