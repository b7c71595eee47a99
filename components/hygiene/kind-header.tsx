import { Check } from 'lucide-react';
import type { FleetView } from '#lib/clusters/fleet/view-url';
import type { HygieneKind } from '#lib/clusters/hygiene/kinds';
import { hygieneHref } from '#lib/clusters/hygiene/paths';
import { PageHeader } from '../ui/page-header.tsx';
import { hygieneWords } from './words.tsx';

/** What there is to tidy, and why it matters. */
export function KindHeader({
  kind,
  view,
  isEmpty,
  isWhole,
}: {
  kind: HygieneKind;
  view: FleetView;
  isEmpty: boolean;
  /** Whether all of the fleet could be read. */
  isWhole: boolean;
}) {
  const { title, text, act } = hygieneWords[kind];
  return (
    <PageHeader up={{ href: hygieneHref(view), name: 'Hygiene' }} title={title}>
      {isEmpty && !isWhole && <p className="text-muted">None in what could be read.</p>}
      {isEmpty && isWhole && (
        <p className="flex items-center gap-1.5 text-muted">
          <Check aria-hidden className="size-4 text-ok" /> None. Nothing to do here.
        </p>
      )}
      {!isEmpty && (
        <p className="max-w-3xl text-muted text-pretty">
          {text}
          {act !== undefined && ' The plan shows each cluster before anything changes.'}
        </p>
      )}
    </PageHeader>
  );
}
