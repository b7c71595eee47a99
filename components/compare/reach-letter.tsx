import clsx from 'clsx';
import { type Reach, reachKinds } from '#lib/ranges/reach';
import { reachDetail, youWord } from '../fleet/you.tsx';

const looks: Record<Reach['kind'], { letter: string; look: string }> = {
  admitted: { letter: 'A', look: 'bg-ok-soft text-ok' },
  partly: { letter: 'P', look: 'bg-warn-soft text-warn' },
  open: { letter: 'O', look: 'bg-danger-soft text-danger' },
  blocked: { letter: 'B', look: 'bg-sunken text-muted' },
  private: { letter: '–', look: 'text-faint' },
  unknown: { letter: '?', look: 'border border-dashed border-warn/50 text-warn' },
};

/** Whether a range gets in, as one coloured letter; without `words`, they stand beside it. */
export function ReachLetter({ kind, words }: { kind: Reach['kind']; words?: string }) {
  const { letter, look } = looks[kind];
  return (
    <span
      {...(words === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': words })}
      className={clsx('inline-block h-6 w-7 rounded text-center text-xs/6 font-semibold', look)}
    >
      {letter}
    </span>
  );
}

/** The same in words: `Admitted by 73.140.245.0/24`. */
export function reachWords(reach: Reach): string {
  const detail = reachDetail(reach);
  return detail === undefined ? youWord(reach.kind) : `${youWord(reach.kind)} ${detail}`;
}

/** What the letters mean. */
export function Legend() {
  return (
    <ul aria-label="Letters" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {reachKinds.map((kind) => (
        <li key={kind} className="inline-flex items-center gap-1.5">
          <ReachLetter kind={kind} /> {youWord(kind)}
        </li>
      ))}
    </ul>
  );
}
