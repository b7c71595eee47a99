import type { FormAct } from '#lib/changes/shown/form-state';
import { type FleetView, fleetViewQuery } from '#lib/clusters/fleet/view-url';
import type { TidyLine } from '#lib/clusters/hygiene/tidy-line';
import { OneButtonForm } from '../ui/one-button-form.tsx';

/** What leads to a plan; nothing where this console only looks. */
export type PlanAction = FormAct | undefined;

/**
 * Leads to the plan for one line on all of its clusters. The form names the line and the view, never the
 * clusters. It changes nothing by itself.
 */
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
    <OneButtonForm
      action={action}
      fields={{ kind, key: line.key, view: fleetViewQuery(view, { page: 1 }) }}
      label={label}
    />
  );
}
