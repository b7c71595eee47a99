'use client';
// Needs useActionState, to say why nothing was recorded; it works without script too.

import type { FormAct } from '#lib/changes/shown/form-state';
import type { LostEntry } from '#lib/changes/shown/lost-entries';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Callout } from '../ui/callout.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { FormRefusalCallout } from '../ui/form-refusal.tsx';
import { Hidden } from '../ui/hidden.tsx';
import { Time } from '../ui/time.tsx';
import { useAct } from '../ui/use-kept-action.ts';

/** Entries named one by one; a restriction may have had many more. */
const named = 5;

/**
 * What another tool took from the reader, with the way to have it back. No `action`: the cluster is open
 * and adding would close it to everybody else, or nothing may be changed here.
 */
export function LostEntries({
  lost,
  open,
  clusterId,
  idempotencyKey,
  elsewhere,
  action,
}: {
  lost: readonly LostEntry[];
  open: boolean;
  clusterId: string;
  idempotencyKey: string;
  /** Where it says who has changed the list. */
  elsewhere: string;
  action?: FormAct | undefined;
}) {
  const [{ refusal }, submit] = useAct(action);
  if (lost.length === 0) return null;
  return (
    <form action={submit}>
      <Hidden
        fields={{
          cluster: clusterId,
          key: idempotencyKey,
          lost: lost.map(({ changeId, entry }) => `${changeId} ${entry}`),
        }}
      />
      <FormBar />
      <Callout
        tone="warn"
        title={lost.length === 1 ? 'An entry of yours is gone' : 'Entries of yours are gone'}
        actions={
          <>
            {action && <Button>Add again</Button>}
            <ButtonLink href={elsewhere}>See who changed the list</ButtonLink>
          </>
        }
      >
        <ul className="grid gap-0.5">
          {lost.slice(0, named).map((each) => (
            <li key={each.entry}>
              <Loss lost={each} />
            </li>
          ))}
          {lost.length > named && <li>and {lost.length - named} more.</li>}
        </ul>
        {refusal !== undefined && <FormRefusalCallout refusal={refusal} />}
        {open && <p>The cluster is open, so everybody gets in even so.</p>}
      </Callout>
    </form>
  );
}

function Loss({ lost: { entry, at, stillBy } }: { lost: LostEntry }) {
  return (
    <>
      Somebody else’s write lost <code className="font-mono text-ink">{entry}</code>, there since{' '}
      <Time at={at} />.
      {stillBy !== undefined && (
        <>
          {' '}
          <code className="font-mono">{stillBy}</code> still admits it.
        </>
      )}
    </>
  );
}
