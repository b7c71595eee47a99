import type { ReactNode } from 'react';
import { intentsWords } from '#lib/changes/shown/change-view';
import type { MissingCluster } from '#lib/clusters/fleet/gaps';
import { type AskedOf, perAsked } from '#lib/clusters/plan/asked-of';
import type { Plan, PlanLine } from '#lib/clusters/plan/batch-plan';
import { whatChanges } from '#lib/clusters/plan/what-changes';
import { grouped } from '#lib/grouped';
import type { Intent } from '#lib/ranges/intent';
import { Addresses } from '../ui/addresses.tsx';
import { Hidden } from '../ui/hidden.tsx';
import { OnlyLooks } from '../ui/only-looks.tsx';
import { TakesFocus } from '../ui/takes-focus.tsx';
import { Time } from '../ui/time.tsx';
import { Downloads } from './downloads.tsx';
import { Missing } from './missing.tsx';
import { PlanPart } from './plan-part.tsx';
import { StartBar, StartForm, type StartState, WhyNotStarted } from './start-form.tsx';
import { WhatIsAsked } from './what-is-asked.tsx';

/** Clusters of the longest list that is unfolded from the start. */
const mostOpen = 25;

/** What would happen to each cluster, and the button that starts it. */
export function PlanView({
  batch,
  plan,
  asked,
  intents,
  editHref,
  digest,
  missing,
  notes,
  takes,
  asOf,
  keepFor,
  reason,
  rights,
  start,
}: {
  batch: string;
  plan: Plan;
  asked: AskedOf;
  /** What was asked of all of them together. */
  intents: readonly Intent[];
  /** Where that is changed, if it can be. */
  editHref: `/batches/${string}` | undefined;
  /** Of the plan as it is shown: another one does not start. */
  digest: string;
  /** Clusters that the list does not hold now. */
  missing: readonly MissingCluster[];
  /** What to know before it is started. */
  notes: readonly string[];
  /** About how long all of it will take. */
  takes: string;
  asOf: string;
  /** For how long what is added stays, in seconds. */
  keepFor: number | undefined;
  /** As it was kept with the plan. */
  reason: string;
  /** Where Azure would refuse its author. */
  rights: ReactNode;
  /** None where this console only looks. */
  start: ((state: StartState, form: FormData) => Promise<StartState>) | undefined;
}) {
  const { changes, asks, alreadySo, leftOut } = plan;
  const startable = changes.length + sum(asks.map(({ lines }) => lines.length));
  const differing = perAsked(asked, whatChanges);
  const what =
    intents.length > 1 ? (line: PlanLine) => intentsWords(differing(line.row)) : undefined;
  const parts = (
    <>
      {asks.map(({ key, findings, lines }) => (
        <PlanPart
          key={key}
          title={findings.map(({ title }) => title).join(' · ')}
          lines={lines}
          what={what}
          text={findings.map(({ text }) => text).join(' ')}
          agree={start && key}
        />
      ))}
      <PlanPart title="Change" lines={changes} what={what} open={changes.length <= mostOpen} />
      <PlanPart title="Already so" lines={alreadySo} text="Nothing is sent to these clusters." />
      {leftOut.map(({ title, text, lines }) => (
        <PlanPart key={text} title={`Left out: ${title}`} lines={lines} text={text} />
      ))}
      <Missing clusters={missing} />
    </>
  );
  return (
    <section className="grid grid-cols-1 gap-4" aria-label="Plan">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <TakesFocus>
          <h2 className="text-base font-semibold">The plan</h2>
          <WhatIsAsked intents={intents} keepFor={keepFor} editHref={editHref} />
          <p className="text-muted tabular-nums">{summary(plan, missing.length)}</p>
          <p className="text-xs text-muted tabular-nums">
            By the list as of <Time at={asOf} seconds />
          </p>
        </TakesFocus>
        <Downloads batch={batch} word="the plan" />
      </div>
      {rights}
      {start === undefined ? (
        <>
          {parts}
          <OnlyLooks />
        </>
      ) : (
        <StartForm action={start} reason={reason}>
          <Hidden fields={{ batch, digest }} />
          {parts}
          {startable > 0 ? (
            <>
              <Notes notes={notes} />
              <StartBar asks={asks.length > 0} takes={startable === 1 ? undefined : takes} />
            </>
          ) : (
            <>
              <WhyNotStarted />
              <p className="text-muted">There is nothing to start: no cluster would change.</p>
            </>
          )}
        </StartForm>
      )}
    </section>
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  return (
    <ul className="max-w-[84ch] list-disc pl-5 text-pretty text-muted marker:text-faint">
      {notes.map((note) => (
        <li key={note}>
          <Addresses text={note} />
        </li>
      ))}
    </ul>
  );
}

function summary({ changes, asks, alreadySo, leftOut }: Plan, missing: number): string {
  const asking = sum(asks.map(({ lines }) => lines.length));
  const parts: readonly [number, string][] = [
    [changes.length, 'to change'],
    [asking, asking === 1 ? 'needs your yes' : 'need your yes'],
    [alreadySo.length, 'already so'],
    [sum(leftOut.map(({ lines }) => lines.length)) + missing, 'left out'],
  ];
  const some = parts.filter(([count]) => count > 0);
  if (some.length === 0) return 'No clusters';
  return some.map(([count, what]) => `${grouped(count)} ${what}`).join(' · ');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
