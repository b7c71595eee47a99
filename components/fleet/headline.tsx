import Link from 'next/link';
import type { ReactNode } from 'react';
import type { FleetPending } from '#lib/clusters/fleet';
import type { FleetHeadline } from '#lib/clusters/headline';
import type { Question } from '#lib/clusters/question';
import { sourceWords, type WhereFrom } from '#lib/own-address';
import { ButtonLink } from '../ui/button.tsx';
import { Time } from '../ui/time.tsx';

/** What a person wants to know first: where they get in, what is open, and how sure that is. */
export function Headline({
  figures,
  where,
  question,
  mineHref,
  pending,
  readAgain,
}: {
  figures: FleetHeadline;
  where: WhereFrom;
  question: Question;
  /** The same view, asked from the person's own address. */
  mineHref: `/clusters${string}`;
  pending?: FleetPending | undefined;
  readAgain?: ReactNode;
}) {
  const { readable, found, open, openUnconfirmed } = figures;
  const { subscriptionsRead, subscriptionsTotal, asOf } = figures;
  return (
    <section aria-label="Summary" className="grid gap-1">
      <p className="max-w-4xl text-lg tracking-tight text-pretty">
        {question.isMine ? <Origin where={where} /> : <From question={question} />}{' '}
        <LetsIn figures={figures} question={question} soFar={pending?.what === 'rows'} />{' '}
        {open > 0 && (
          <span className="text-danger">
            {open} {open === 1 ? 'is' : 'are'} open to the internet
            {openUnconfirmed > 0 &&
              ` (${openUnconfirmed} ${pending?.what === 'confirmation' ? 'being confirmed' : 'not confirmed'})`}
            .
          </span>
        )}
        {!question.isMine && (
          <>
            {' '}
            <Link href={mineHref} prefetch={false} scroll={false} className="link text-sm">
              Ask from where you are
            </Link>
          </>
        )}
      </p>
      <div className="flex min-h-7 flex-wrap items-center gap-x-1 text-xs text-muted tabular-nums">
        <p>
          {foundWords(found, pending)}
          {readable < found &&
            `, ${found - readable} of them ${pending ? 'still being read' : 'could not be read'}`}{' '}
          · {count(subscriptionsRead)} of {count(subscriptionsTotal)}{' '}
          {subscriptionsTotal === 1 ? 'subscription' : 'subscriptions'} ·{' '}
          {directoriesWords(pending)}as of <Time at={asOf} seconds />
        </p>
        {readAgain}
      </div>
    </section>
  );
}

function From({ question: { label, ranges } }: { question: Question }) {
  if (ranges.length > 1) return <>From these {label}</>;
  return (
    <>
      From <span className="font-mono text-[0.95em]">{label}</span>
    </>
  );
}

function LetsIn({
  figures: { letsIn, letsInPartly, readable },
  question: { isMine, ranges },
  soFar,
}: {
  figures: FleetHeadline;
  question: Question;
  /** More clusters are to come. */
  soFar: boolean;
}) {
  if (letsIn === undefined || readable === 0) return null;
  const several = ranges.length > 1;
  return (
    <>
      {isMine ? 'The network lets you in' : `the network lets ${several ? 'all ' : ''}in`} to{' '}
      <strong className="font-semibold tabular-nums">
        {letsIn} of {readable} {readable === 1 ? 'cluster' : 'clusters'}
        {soFar && ' so far'}
      </strong>
      {letsInPartly > 0 && (
        <>
          {' '}
          and {several ? 'some' : 'in part'} to{' '}
          <strong className="font-semibold tabular-nums">{letsInPartly}</strong>
        </>
      )}
      ; what {isMine ? 'you may do' : 'one may do'} there is up to RBAC.
    </>
  );
}

function foundWords(found: number, pending: FleetPending | undefined): string {
  const what = found === 1 ? 'cluster' : 'clusters';
  if (pending?.what !== 'rows') return `${count(found)} ${what} found`;
  if (pending.total === undefined) return `${count(found)} ${what} read so far`;
  return `${count(found)} of ${count(pending.total)} clusters read so far`;
}

function directoriesWords(pending: FleetPending | undefined): string {
  if (pending?.what !== 'rows' || pending.directories === undefined) return '';
  const { read, total } = pending.directories;
  return `${read} of ${total} directories · `;
}

function count(some: number): string {
  return some.toLocaleString('en');
}

function Origin({ where }: { where: WhereFrom }) {
  if (where.kind === 'known') {
    return (
      <>
        You come from <span className="font-mono text-[0.95em]">{where.address.value}</span>{' '}
        <span className="text-muted">({sourceWords[where.address.source]})</span>.
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
