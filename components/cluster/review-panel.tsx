import clsx from 'clsx';
import { ArrowRight, Minus, Plus } from 'lucide-react';
import type { ReviewState } from '#lib/changes/shown/form-state';
import { grouped } from '#lib/grouped';
import { FindingTick } from '../change/finding-tick.tsx';
import { KeepFor } from '../change/keep-for.tsx';
import { NameToOpen } from '../change/name-to-open.tsx';
import { Addresses } from '../ui/addresses.tsx';
import { Button } from '../ui/button.tsx';
import { Callout } from '../ui/callout.tsx';
import { Hidden } from '../ui/hidden.tsx';
import { useLostFocus } from '../ui/use-lost-focus.ts';
import { AccessBadge } from './access-badge.tsx';
import { LeaveAsItIs } from './leave-as-it-is.tsx';

/** Before and after, what its author must have seen, and the button that applies it. */
export function ReviewPanel({
  state,
  activityLog,
  pending,
  cancelHref,
}: {
  state: ReviewState;
  activityLog: string;
  pending: boolean;
  cancelHref?: string | undefined;
}) {
  const { review, submitted, key, missing } = state;
  const opens = review.to === 'open' && review.from !== 'open';
  const title = useLostFocus<HTMLHeadingElement>();
  return (
    <section data-review aria-label="Review" className="card animate-rise grid gap-4 p-4 md:p-5">
      <Hidden
        fields={{
          text: submitted.text,
          firewall: submitted.firewall,
          remove: submitted.removals,
          key,
          accessSeen: review.from,
          resourceUid: review.resourceUid,
        }}
      />
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 ref={title} tabIndex={-1} className="text-base font-semibold">
          <Addresses text={review.title} />
        </h2>
        {review.from !== review.to && (
          <span className="inline-flex items-center gap-1.5">
            <AccessBadge access={review.from} />
            <ArrowRight aria-label="becomes" className="size-3.5 text-faint" />
            <AccessBadge access={review.to} />
          </span>
        )}
      </header>
      {review.alreadySo && (
        <Callout tone="ok" title="It is already so">
          Everything you ask for stands in the list as it is now, so there is nothing to apply.
        </Callout>
      )}
      <BeforeAfter review={review} />
      {review.findings.map((finding) => (
        <FindingTick
          key={finding.key}
          finding={finding}
          activityLog={activityLog}
          ticked={submitted.confirmations.includes(finding.key)}
        />
      ))}
      {review.typeName !== undefined && !review.alreadySo && <NameToOpen name={review.typeName} />}
      {missing !== undefined && (
        <p role="alert" className="font-medium text-danger">
          {missing}
        </p>
      )}
      {!review.alreadySo && (
        <ul className="list-disc pl-5 text-muted marker:text-faint">
          {review.notes.map((note) => (
            <li key={note}>
              <Addresses text={note} />
            </li>
          ))}
        </ul>
      )}
      {!review.alreadySo && (
        <div className="flex flex-wrap gap-3">
          <label className="grid max-w-xl flex-1 basis-80 gap-0.5">
            <span className="text-2xs text-muted">Reason (optional, kept with the change)</span>
            <input
              name="reason"
              maxLength={200}
              defaultValue={submitted.reason}
              className="field"
            />
          </label>
          {review.mayEnd && <KeepFor chosen={submitted.keepFor} />}
        </div>
      )}
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        {!review.alreadySo && (
          <Button
            name="step"
            value="apply"
            look={opens ? 'danger' : 'primary'}
            aria-disabled={pending}
          >
            {pending ? 'Recording…' : opens ? 'Open to the internet' : 'Apply'}
          </Button>
        )}
        {review.editable && (
          <Button name="step" value="edit" formNoValidate>
            Back to editing
          </Button>
        )}
        <LeaveAsItIs href={cancelHref} />
      </div>
    </section>
  );
}

function BeforeAfter({ review }: { review: ReviewState['review'] }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <p className="flex justify-between gap-3 border-b border-line bg-sunken px-3 py-1.5 text-xs text-muted tabular-nums">
        <span>
          Entries: {grouped(review.countBefore)} before, {grouped(review.countAfter)} after
        </span>
        <span>limit {grouped(review.limit)}</span>
      </p>
      <ul
        className="max-h-96 overflow-y-auto font-mono text-[0.8125rem]"
        aria-label="Before and after"
      >
        {review.lines.map((line) => (
          <li
            key={line.place}
            className={clsx(
              'flex gap-2 px-3 py-0.5',
              line.mark === 'added' && 'bg-ok-soft text-ok',
              line.mark === 'removed' && 'bg-danger-soft text-danger',
              line.mark === 'kept' && 'text-muted',
            )}
          >
            <span className="w-4 shrink-0 pt-1">
              {line.mark === 'added' && <Plus aria-label="added" className="size-3.5" />}
              {line.mark === 'removed' && <Minus aria-label="removed" className="size-3.5" />}
            </span>
            <span className="flex min-w-0 flex-1 flex-wrap gap-x-3">
              <span
                className={clsx(
                  '[overflow-wrap:anywhere]',
                  line.mark === 'removed' && 'line-through',
                )}
              >
                {line.text}
              </span>
              {line.note !== undefined && (
                <span className="ml-auto text-right font-sans text-xs leading-5.5 text-muted">
                  <Addresses text={line.note} />
                </span>
              )}
            </span>
          </li>
        ))}
        {review.hiddenKept > 0 && (
          <li className="px-3 py-1 pl-9 font-sans text-xs text-faint">
            and {grouped(review.hiddenKept)} more{' '}
            {review.hiddenKept === 1 ? 'entry that stays' : 'entries that stay'} as they are
          </li>
        )}
      </ul>
    </div>
  );
}
