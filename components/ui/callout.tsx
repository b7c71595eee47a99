import clsx from 'clsx';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

type Tone = 'info' | 'ok' | 'warn' | 'danger' | 'neutral';

const tones = {
  info: { icon: Info, box: 'border-calm/30 bg-calm-soft', mark: 'text-calm' },
  ok: { icon: CircleCheck, box: 'border-ok/30 bg-ok-soft', mark: 'text-ok' },
  warn: { icon: TriangleAlert, box: 'border-warn/35 bg-warn-soft', mark: 'text-warn' },
  danger: { icon: CircleAlert, box: 'border-danger/35 bg-danger-soft', mark: 'text-danger' },
  neutral: { icon: Info, box: 'border-line bg-sunken', mark: 'text-muted' },
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
  className?: string;
}) {
  const { icon: Icon, box, mark } = tones[tone];
  return (
    <div
      role={role}
      className={clsx('flex gap-3 rounded-[0.625rem] border px-4 py-3', box, className)}
    >
      <Icon aria-hidden className={clsx('mt-0.5 size-4 shrink-0', mark)} />
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
