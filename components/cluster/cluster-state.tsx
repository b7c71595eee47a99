import { Mark, type MarkName } from '../ui/mark.tsx';

const looks: Readonly<Record<string, { icon: MarkName; ink: string }>> = {
  Stopped: { icon: 'circle-pause', ink: 'text-muted' },
  Failed: { icon: 'circle-x', ink: 'text-danger' },
  Canceled: { icon: 'circle-x', ink: 'text-warn' },
};

const moving: { icon: MarkName; ink: string } = { icon: 'loader-circle', ink: 'text-accent' };

/** Whether the state of a cluster is no news. */
export function isQuiet(state: string): boolean {
  return state === 'Running' || state === 'Unknown';
}

/** The state of a cluster in Azure's word; only what is not simply running gets an icon. */
export function ClusterState({ state }: { state: string }) {
  if (isQuiet(state)) {
    return <span className="text-muted">{state}</span>;
  }
  const { icon, ink } = looks[state] ?? moving;
  return (
    <span className={`inline-flex items-center gap-1.5 ${ink}`}>
      <Mark name={icon} className="size-3.5" />
      {state}
    </span>
  );
}
