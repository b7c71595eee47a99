import type { ChangeStep } from '#lib/changes/shown/change-view';
import { judgeThrough } from '#lib/clusters/probe';
import { Mark } from '../ui/mark.tsx';
import { Time } from '../ui/time.tsx';
import type { Look } from './use-through.ts';

/**
 * The ticks of a change's life. The last is the browser's own, where the change lets it in: ticked only when
 * it is likely through.
 */
export function Steps({
  steps,
  browser,
}: {
  steps: readonly ChangeStep[];
  browser?: { readonly look: Look | undefined } | undefined;
}) {
  if (steps.length === 0) return null;
  const look = browser?.look;
  const isThrough = look !== undefined && judgeThrough(look.before, look.now) === 'likely';
  return (
    <ol className="grid gap-x-6 gap-y-1.5 text-xs sm:flex sm:flex-wrap">
      {steps.map((step) => (
        <li key={step.label} className="flex items-center gap-1.5">
          <Tick step={step} />
        </li>
      ))}
      {browser !== undefined && (
        <li className="scripted flex items-center gap-1.5">
          <Tick step={{ label: 'Your browser', at: isThrough ? look.at : undefined }} />
        </li>
      )}
    </ol>
  );
}

function Tick({ step: { label, at, failed } }: { step: ChangeStep }) {
  if (at === undefined) {
    return (
      <>
        <Mark name="circle" className="size-3.5 text-faint" />
        <span className="text-faint">{label}</span>
        <span className="sr-only">not yet</span>
      </>
    );
  }
  return (
    <>
      <Mark
        name={failed ? 'x' : 'check'}
        className={`size-3.5 ${failed ? 'text-danger' : 'text-ok'}`}
      />
      <span>{label}</span>
      <span className="tabular-nums text-muted">
        <Time at={at} seconds />
      </span>
    </>
  );
}
