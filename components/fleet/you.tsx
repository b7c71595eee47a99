import { Check, CircleHelp, Contrast, Globe, Lock, type LucideIcon, X } from 'lucide-react';
import type { Reach } from '#lib/ranges/reach';

const looks: Record<Reach['kind'], { word: string; icon: LucideIcon; ink: string }> = {
  admitted: { word: 'Admitted', icon: Check, ink: 'text-ok' },
  partly: { word: 'Partly', icon: Contrast, ink: 'text-warn' },
  blocked: { word: 'Blocked', icon: X, ink: 'text-ink' },
  open: { word: 'Open', icon: Globe, ink: 'text-danger' },
  private: { word: 'Private', icon: Lock, ink: 'text-muted' },
  unknown: { word: 'Unknown', icon: CircleHelp, ink: 'text-warn' },
};

/** The word for a kind of reach. */
export function youWord(kind: Reach['kind']): string {
  return looks[kind].word;
}

/** Whether the network lets "you" in, and by which entry. */
export function You({ reach }: { reach: Reach }) {
  const { word, icon: Icon, ink } = looks[reach.kind];
  const detail = reachDetail(reach);
  return (
    <span className="inline-flex max-w-56 items-center gap-1.5">
      <Icon aria-hidden className={`size-3.5 shrink-0 ${ink}`} />
      <span className={`font-medium ${ink}`}>{word}</span>
      {detail !== undefined && <span className="truncate text-xs text-muted">{detail}</span>}
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
      return reach.because;
    default:
      return undefined;
  }
}
