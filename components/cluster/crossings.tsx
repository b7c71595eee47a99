import { Globe, Server, ShieldCheck } from 'lucide-react';
import type { Crossing } from '#lib/clusters/offers';
import type { Access } from '#lib/ranges/access';
import { Button } from '../ui/button.tsx';

const crossings = {
  restrict: {
    label: 'Restrict this cluster',
    icon: ShieldCheck,
    text: 'Only the addresses you list get in.',
  },
  'cluster-only': {
    label: 'Close to cluster only',
    icon: Server,
    text: 'Nobody gets in but the cluster’s own load balancer.',
  },
  open: { label: 'Open this cluster', icon: Globe, text: 'Everybody on the internet gets in.' },
} as const satisfies Readonly<Record<Crossing, unknown>>;

/** Buttons that lead to the review of a crossing; pressing one changes nothing yet. */
export function Crossings({
  path,
  offered,
  access,
  urges,
}: {
  path: string;
  offered: readonly Crossing[];
  access: Access;
  /** Whether to change the cluster may be what to press first. */
  urges: boolean;
}) {
  if (offered.length === 0) return null;
  return (
    <section aria-labelledby="crossings" className="card p-4 reviewing:hidden md:p-5">
      <h2 id="crossings" className="font-medium">
        Change who gets in altogether
      </h2>
      <p className="text-xs text-muted">Each asks first and says what it would do.</p>
      <form method="get" action={path} className="mt-4 grid gap-4 sm:grid-cols-2">
        {offered.map((crossing) => {
          const { label, icon: Icon, text } = crossings[crossing];
          return (
            <div key={crossing} className="grid content-start gap-1">
              <Button
                name="act"
                value={crossing}
                look={lookOf(crossing, urges && access === 'open')}
                className="justify-self-start"
              >
                <Icon aria-hidden className="size-4" />
                {label}
              </Button>
              <p className="text-xs text-muted">{text}</p>
            </div>
          );
        })}
      </form>
    </section>
  );
}

/** To restrict it is what an open cluster needs most. */
function lookOf(crossing: Crossing, urgesToClose: boolean): 'danger' | 'primary' | 'plain' {
  if (crossing === 'open') return 'danger';
  return crossing === 'restrict' && urgesToClose ? 'primary' : 'plain';
}
