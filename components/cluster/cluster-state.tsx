import { CirclePause, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react';

const looks: Readonly<Record<string, { icon: LucideIcon; ink: string }>> = {
  Stopped: { icon: CirclePause, ink: 'text-muted' },
  Failed: { icon: CircleX, ink: 'text-danger' },
  Canceled: { icon: CircleX, ink: 'text-warn' },
};

const moving: { icon: LucideIcon; ink: string } = { icon: LoaderCircle, ink: 'text-accent' };

/** The state of a cluster in Azure's word; only what is not simply running gets an icon. */
export function ClusterState({ state }: { state: string }) {
  if (state === 'Running' || state === 'Unknown') {
    return <span className="text-muted">{state}</span>;
  }
  const { icon: Icon, ink } = looks[state] ?? moving;
  return (
    <span className={`inline-flex items-center gap-1.5 ${ink}`}>
      <Icon aria-hidden className="size-3.5" />
      {state}
    </span>
  );
}
