import { type FleetView, fleetViewHref } from '#lib/clusters/fleet-view-url';
import type { TidyLine } from '#lib/clusters/tidy-line';
import { Button } from '../ui/button.tsx';
import { FormBar } from '../ui/form-bar.tsx';

/** What leads to a plan; nothing where this console only looks. */
export type PlanAction = ((form: FormData) => Promise<void>) | undefined;

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
    <form action={action}>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="key" value={line.key} />
      <input
        type="hidden"
        name="view"
        value={fleetViewHref(view, { page: 1 }).split('?')[1] ?? ''}
      />
      <Button small>{label}</Button>
      <FormBar />
    </form>
  );
}
