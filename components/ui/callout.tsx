import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';

type Tone = 'info' | 'ok' | 'warn' | 'danger' | 'neutral';

const tones = {
  info: { icon: 'info', box: 'border-calm/30 bg-calm-soft', ink: 'text-calm' },
  ok: { icon: 'circle-check', box: 'border-ok/30 bg-ok-soft', ink: 'text-ok' },
  warn: {
    icon: 'triangle-exclamation-point',
    box: 'border-warn/35 bg-warn-soft',
    ink: 'text-warn',
  },
  danger: {
    icon: 'circle-exclamation-point',
    box: 'border-danger/35 bg-danger-soft',
    ink: 'text-danger',
  },
  neutral: { icon: 'info', box: 'border-line bg-sunken', ink: 'text-muted' },
} as const;

/** Something to know before going on: a title that says what, and what to do about it. */
export function Callout({
  tone,
  title,
  children,
  actions,
  role,
  className,
}: {
  tone: Tone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  role?: 'alert' | 'status';
  className?: string | undefined;
}) {
  const { icon, box, ink } = tones[tone];
  return (
    <div
      role={role}
      className={clsx('flex gap-3 rounded-[0.625rem] border px-4 py-3', box, className)}
    >
      <Mark name={icon} className={clsx('mt-0.5 size-4 shrink-0', ink)} />
      <div className="min-w-0 max-w-[84ch] flex-1">
        <p className="font-medium text-pretty">{title}</p>
        {children !== undefined && (
          <div className="mt-0.5 text-pretty text-muted [overflow-wrap:anywhere]">{children}</div>
        )}
        {actions !== undefined && <div className="mt-2.5 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
