import type { FindingWords } from '#lib/ranges/finding-words';
import { ActivityLogLink } from '../ui/activity-log-link.tsx';
import { Addresses } from '../ui/addresses.tsx';
import { Callout } from '../ui/callout.tsx';

/** A finding to be ticked before going on; one that needs no agreement is only said. */
export function FindingTick({
  finding,
  activityLog,
  ticked = false,
}: {
  finding: FindingWords;
  /** The cluster's, in the Azure portal, for what is answered there. */
  activityLog: string | undefined;
  ticked?: boolean;
}) {
  if (!finding.needsConfirmation) {
    return (
      <Callout tone="info" title={finding.title}>
        <Addresses text={finding.text} />
      </Callout>
    );
  }
  return (
    <div className="rounded-[0.625rem] border border-warn/35 bg-warn-soft px-4 py-3">
      <label className="flex items-start gap-3">
        <input
          type="checkbox"
          name="confirm"
          value={finding.key}
          required
          defaultChecked={ticked}
          className="mt-1 size-4 shrink-0 accent-accent"
        />
        <span className="min-w-0 max-w-[84ch] text-pretty">
          <span className="block font-medium">{finding.title}</span>
          <span className="text-muted">
            <Addresses text={finding.text} />
          </span>
        </span>
      </label>
      {finding.key === 'failed-cluster' && activityLog !== undefined && (
        <div className="pl-7">
          <ActivityLogLink href={activityLog} />
        </div>
      )}
    </div>
  );
}
