import type { FormAct } from '#lib/changes/shown/form-state';
import { type FleetView, fleetViewQuery } from '#lib/clusters/fleet/view-url';
import type { TidyLine } from '#lib/clusters/hygiene/tidy-line';
import { PlanButton } from './plan-button.tsx';

/** What leads to a plan; nothing where this console only looks. */
export type PlanAction = FormAct | undefined;

/** Leads to the plan for one line on all of its clusters. It changes nothing by itself. */
export function PlanForm({
  action,
  kind,
  line,
  view,
  label,
}: {
  action: PlanAction;
  kind: string;
  line: Pick<TidyLine, 'key'>;
  view: FleetView;
  label: string;
}) {
  if (action === undefined) return null;
  return (
    <PlanButton
      action={action}
      kind={kind}
      label={label}
      line={line.key}
      view={fleetViewQuery(view, { page: 1 })}
    />
  );
}
