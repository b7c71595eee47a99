import clsx from 'clsx';
import type { Reach } from '#lib/ranges/reach';
import { Addresses } from '../ui/addresses.tsx';
import { Mark, type MarkName } from '../ui/mark.tsx';

const looks: Record<Reach['kind'], { word: string; icon: MarkName; ink: string }> = {
  admitted: { word: 'Admitted', icon: 'check', ink: 'text-ok' },
  partly: { word: 'Partly', icon: 'contrast', ink: 'text-warn' },
  blocked: { word: 'Blocked', icon: 'x', ink: 'text-ink' },
  open: { word: 'Open', icon: 'globe', ink: 'text-danger' },
  private: { word: 'Private', icon: 'lock', ink: 'text-muted' },
  unknown: { word: 'Unknown', icon: 'circle-question-mark', ink: 'text-warn' },
};

/** The word for a kind of reach. */
export function youWord(kind: Reach['kind']): string {
  return looks[kind].word;
}

/**
 * Whether the network lets "you" in, and by which entry: beside it, or with `stacked` below it, where an
 * entry has room for its last digit.
 */
export function You({ reach, stacked = false }: { reach: Reach; stacked?: boolean }) {
  const { word, icon, ink } = looks[reach.kind];
  const detail = reachDetail(reach);
  return (
    <span
      className={clsx('min-w-0', stacked ? 'grid gap-0.5' : 'inline-flex items-center gap-x-1.5')}
    >
      <span className={`inline-flex items-center gap-1.5 font-medium ${ink}`}>
        <Mark name={icon} className="size-3.5 shrink-0" />
        {word}
      </span>
      {detail !== undefined && (
        <span className="truncate text-xs text-muted" title={detail}>
          <Addresses text={detail} />
        </span>
      )}
    </span>
  );
}

/** By which entry, or why that is not known; undefined where there is no more to say. */
export function reachDetail(reach: Reach): string | undefined {
  switch (reach.kind) {
    case 'admitted':
      return `by ${reach.by}`;
    case 'partly':
      return `by ${reach.by.join(', ')}`;
    case 'unknown':
      return reach.dependsOn === undefined ? reach.because : `depends on ${reach.dependsOn}`;
    default:
      return undefined;
  }
}
