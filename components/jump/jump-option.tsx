import clsx from 'clsx';
import { List } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ShownRow } from '#lib/clusters/fleet/shown-row';
import { AccessBadge } from '../cluster/access-badge.tsx';

/** One place to jump to: a cluster, or what its children say. The input keeps the focus meanwhile. */
export function JumpOption({
  id,
  row,
  chosen,
  choose,
  go,
  children,
}: {
  id: string;
  row: ShownRow | undefined;
  chosen: boolean;
  choose: () => void;
  go: () => void;
  children: ReactNode;
}) {
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) option.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are those of the input above it.
    <div
      ref={option}
      id={id}
      role="option"
      aria-selected={chosen}
      tabIndex={-1}
      onPointerMove={choose}
      onClick={go}
      className={clsx(
        'flex cursor-pointer items-center gap-3 border-l-2 px-4 py-2',
        chosen ? 'border-accent bg-accent-soft' : 'border-transparent',
      )}
    >
      {row === undefined ? (
        <>
          <List aria-hidden className="size-3.5 text-faint" />
          <span className="text-muted">{children}</span>
        </>
      ) : (
        <>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{row.name}</span>
            <span className="block truncate text-xs text-muted">
              {row.group} · {row.subscription}
            </span>
          </span>
          <AccessBadge access={row.access} />
        </>
      )}
    </div>
  );
}
