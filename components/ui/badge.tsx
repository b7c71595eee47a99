import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Mark, type MarkName } from './mark.tsx';

export type BadgeTone = 'danger' | 'warn' | 'ok' | 'calm' | 'neutral';

const tones: Record<BadgeTone, string> = {
  danger: 'bg-danger-soft text-danger border-danger/25',
  warn: 'bg-warn-soft text-warn border-warn/25',
  ok: 'bg-ok-soft text-ok border-ok/25',
  calm: 'bg-calm-soft text-calm border-calm/25',
  neutral: 'bg-sunken text-muted border-line',
};

/** A short word with an icon; the colour only repeats what the word says. */
export function Badge({
  tone,
  icon,
  children,
  title,
}: {
  tone: BadgeTone;
  icon?: MarkName;
  children: ReactNode;
  title?: string;
}) {
  return (
    <span
      title={title}
      className={clsx(
        'inline-flex items-center gap-1 whitespace-nowrap rounded-full border px-2 py-px text-xs font-medium',
        tones[tone],
      )}
    >
      {icon !== undefined && <Mark name={icon} className="size-3 shrink-0" />}
      {children}
    </span>
  );
}
