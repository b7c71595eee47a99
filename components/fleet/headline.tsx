import type { ReactNode } from 'react';
import type { FleetPending } from '#lib/clusters/fleet';
import type { FleetHeadline } from '#lib/clusters/headline';
import type { WhereFrom } from '#lib/own-address';
import { ButtonLink } from '../ui/button.tsx';
import { Time } from '../ui/time.tsx';

/** What a person wants to know first: where they get in, what is open, and how sure that is. */
export function Headline({
  figures,
  where,
  pending,
  readAgain,
}: {
  figures: FleetHeadline;
  where: WhereFrom;
  pending?: FleetPending | undefined;
  readAgain?: ReactNode;
}) {
  const { letsIn, readable, found, open, openUnconfirmed } = figures;
  const { subscriptionsRead, subscriptionsTotal, asOf } = figures;
  return (
    <section aria-label="Summary" className="grid gap-1">
      <p className="max-w-4xl text-lg tracking-tight text-pretty">
        <Origin where={where} />{' '}
        {letsIn !== undefined && (
          <>
            The network lets you in to{' '}
            <strong className="font-semibold tabular-nums">
              {letsIn} of {readable} {readable === 1 ? 'cluster' : 'clusters'}
              {pending?.what === 'rows' && ' so far'}
            </strong>
            ; what you may do there is up to RBAC.
          </>
        )}{' '}
        {open > 0 && (
          <span className="text-danger">
            {open} {open === 1 ? 'is' : 'are'} open to the internet
            {openUnconfirmed > 0 &&
              ` (${openUnconfirmed} ${pending?.what === 'confirmation' ? 'being confirmed' : 'not confirmed'})`}
            .
          </span>
        )}
      </p>
      <div className="flex min-h-7 flex-wrap items-center gap-x-1 text-xs text-muted tabular-nums">
        <p>
          {foundWords(found, pending)}
          {readable < found && `, ${found - readable} of them could not be read`} ·{' '}
          {subscriptionsRead} of {subscriptionsTotal}{' '}
          {subscriptionsTotal === 1 ? 'subscription' : 'subscriptions'} · as of{' '}
          <Time at={asOf} seconds />
        </p>
        {readAgain}
      </div>
    </section>
  );
}

function foundWords(found: number, pending: FleetPending | undefined): string {
  const count = (rows: number) => rows.toLocaleString('en');
  if (pending?.what === 'rows') {
    return `${count(found)} of ${count(pending.total)} clusters read so far`;
  }
  return `${count(found)} ${found === 1 ? 'cluster' : 'clusters'} found`;
}

function Origin({ where }: { where: WhereFrom }) {
  if (where.kind === 'known') {
    return (
      <>
        You come from <span className="font-mono text-[0.95em]">{where.address.value}</span>{' '}
        <span className="text-muted">({where.address.source})</span>.
      </>
    );
  }
  return (
    <>
      {where.kind === 'disagree'
        ? 'Two addresses were seen for you.'
        : 'Your address is not known.'}{' '}
      <ButtonLink href="/address" small look="quiet">
        {where.kind === 'disagree' ? 'Choose yours' : 'Say where you come from'}
      </ButtonLink>
    </>
  );
}
