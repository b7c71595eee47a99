import { type FleetView, fleetViewQuery } from '#lib/clusters/fleet/view-url';

/** What a form must carry along of a view, since a GET form replaces the whole query. */
export function Kept({ view, except = [] }: { view: FleetView; except?: readonly string[] }) {
  return [...new URLSearchParams(fleetViewQuery(view, { page: 1 }))]
    .filter(([name]) => !except.includes(name))
    .map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
