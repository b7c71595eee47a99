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

/** Whether the network lets "you" in, and by which entry. */
export function You({ reach }: { reach: Reach }) {
  const { word, icon, ink } = looks[reach.kind];
  const detail = reachDetail(reach);
  return (
    <span className="inline-flex max-w-56 items-center gap-1.5">
      <Mark name={icon} className={`size-3.5 shrink-0 ${ink}`} />
      <span className={`font-medium ${ink}`}>{word}</span>
      {detail !== undefined && (
        <span className="truncate text-xs text-muted">
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
