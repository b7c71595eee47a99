import type { Reach } from '#lib/ranges/reach';

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
      className={`reach-letter ${look}`}
    >
      {letter}
    </span>
  );
}
