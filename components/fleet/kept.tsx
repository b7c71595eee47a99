import { type FleetView, fleetViewHref } from '#lib/clusters/fleet/view-url';

/** What a form must carry along of a view, since a GET form replaces the whole query. */
export function Kept({ view, except }: { view: FleetView; except: readonly string[] }) {
  const query = fleetViewHref(view, {}).split('?')[1] ?? '';
  return [...new URLSearchParams(query)]
    .filter(([name]) => !except.includes(name) && name !== 'page')
    .map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
