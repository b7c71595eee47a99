import clsx from 'clsx';
import type { ChangeView } from '#lib/changes/shown/change-view';
import { Mark } from '../ui/mark.tsx';

const inks = {
  neutral: 'text-muted',
  busy: 'text-accent',
  attention: 'text-warn',
  good: 'text-ok',
  bad: 'text-danger',
} as const;

const marks = {
  neutral: 'circle-dashed',
  busy: 'loader-circle',
  attention: 'triangle-exclamation-point',
  good: 'check',
  bad: 'x',
} as const;

/** The state of a change, or of a batch, in its word, colour and sign; what runs turns. */
export function StateWord({
  state: { word, tone },
  turns = false,
  className,
}: {
  state: Pick<ChangeView, 'word' | 'tone'>;
  turns?: boolean;
  className?: string;
}) {
  return (
    // By its baseline, which is the icon's, it would stand higher than what is beside it in a table.
    <span className={clsx('inline-flex items-start gap-1.5 align-top', inks[tone], className)}>
      <Mark
        name={turns ? 'loader-circle' : marks[tone]}
        // As high as a line, so that it stands beside the first of several.
        className={clsx(
          'h-[1lh] w-[1.15em] shrink-0 [mask-size:1.15em_1.15em]',
          turns && 'animate-spin',
        )}
      />
      {word}
    </span>
  );
}
