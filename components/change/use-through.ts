import { useEffect, useState } from 'react';
import type { ChangeView } from '#lib/changes/shown/change-view';
import { judgeThrough, probeTimes, type Seen } from '#lib/clusters/probe';
import { keepSeen, probe, seenBefore } from './probe.ts';

/** What the browser knows of its way in: what it saw before the change and last, and when. */
export type Look = {
  readonly changeId: string;
  readonly before: Seen | undefined;
  readonly now: Seen;
  readonly at: string;
};

/** What is known; `look` is missing while nothing is. */
export type ThroughState = {
  readonly look: Look | undefined;
  readonly lookAgain: () => void;
};

/**
 * Looks once while a change is under way, and after it until there is something to say or the network has
 * had its time. `fqdn`: the API server; none where this change does not let this browser in.
 */
export function useThrough(change: ChangeView, fqdn: string | undefined): ThroughState {
  const { id, probe: when, worksBy } = change;
  const [look, setLook] = useState<Look>();
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (fqdn === undefined || when !== 'before' || seenBefore(id, fqdn) !== undefined) return;
    probe(fqdn).then((seen) => keepSeen(id, seen));
  }, [fqdn, id, when]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round looks again.
  useEffect(() => {
    if (fqdn === undefined || when !== 'after' || seenBefore(id, fqdn) === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isLeft = false;
    const next = async () => {
      const now = await probe(fqdn);
      const before = seenBefore(id, fqdn);
      if (isLeft) return;
      setLook({ changeId: id, before, now, at: new Date().toISOString() });
      const mayFollow = worksBy !== undefined && Date.now() < Date.parse(worksBy);
      if (judgeThrough(before, now) === 'not-yet' && mayFollow) {
        timer = setTimeout(next, probeTimes.againMs);
      }
    };
    next();
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [fqdn, id, when, worksBy, round]);

  return {
    look: look?.changeId === id ? look : undefined,
    lookAgain: () => setRound(round + 1),
  };
}
