import clsx from 'clsx';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { FleetPending } from '#lib/clusters/fleet/fleet';
import type { FleetHeadline } from '#lib/clusters/fleet/headline';
import type { Question } from '#lib/clusters/fleet/question';
import { counted, grouped } from '#lib/grouped';
import { sourceWords, type WhereFrom } from '#lib/own-address';
import { Time } from '../ui/time.tsx';

/** What a person wants to know first: where they get in, what is open, and how sure that is. */
export function Headline({
  figures,
  where,
  question,
  mineHref,
  openHref,
  pending,
  awaited,
  readAgain,
}: {
  figures: FleetHeadline;
  where: WhereFrom;
  /** Whether the browser is about to say where it comes from. */
  awaited: boolean;
  question: Question;
  /** The same view, asked from the person's own address. */
  mineHref: `/clusters${string}`;
  /** Those that are open, alone. */
  openHref: `/clusters${string}`;
  pending?: FleetPending | undefined;
  readAgain?: ReactNode;
}) {
  const { readable, found, open, openUnconfirmed } = figures;
  const { subscriptionsRead, subscriptionsTotal, asOf } = figures;
  // Told in words that take the same room before and after, or the page below would jump.
  const isConfirming = openUnconfirmed > 0 && pending?.what === 'confirmation';
  return (
    <section aria-label="Summary" className="grid gap-1">
      <p
        className={clsx(
          'max-w-4xl text-lg tracking-tight text-pretty',
          // The lines that it takes once that is known, or the page below would jump.
          awaited && 'sm:min-h-[2lh]',
          awaited && (open > 0 ? 'min-h-[4lh] max-[22rem]:min-h-[5lh]' : 'min-h-[3lh]'),
        )}
      >
        {question.isMine ? <Origin where={where} /> : <From question={question} />}{' '}
        <LetsIn figures={figures} question={question} soFar={pending?.what === 'rows'} />{' '}
        {open > 0 && (
          <Link
            // Another sentence, not the same one that moves.
            key={String(figures.letsIn === undefined)}
            href={openHref}
            prefetch={false}
            scroll={false}
            className="text-danger underline decoration-danger/35 underline-offset-3 hover:decoration-current"
          >
            {grouped(open)} {figures.letsIn === undefined && `of ${counted(readable, 'cluster')} `}
            {openWords(open, isConfirming)} open to the internet
            {openUnconfirmed > 0 && !isConfirming && ` (${grouped(openUnconfirmed)} not confirmed)`}
            .
          </Link>
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
            `, ${grouped(found - readable)} of them ${pending ? 'still being read' : 'could not be read'}`}{' '}
          {subscriptionsTotal > 0 &&
            `· ${grouped(subscriptionsRead)} of ${counted(subscriptionsTotal, 'subscription')}`}
          {directoriesWords(pending)}
        </p>
        <div className="flex min-h-7 items-center gap-x-1">
          <p>
            <span className="max-sm:hidden"> · </span>as of <Time at={asOf} seconds />
            {isConfirming && ` · confirming ${grouped(openUnconfirmed)}`}
          </p>
          {readAgain}
        </div>
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
        {grouped(letsIn)} of {counted(readable, 'cluster')}
        {soFar && ' so far'}
      </strong>
      {letsInPartly > 0 && (
        <>
          {' '}
          and {several ? 'some' : 'in part'} to{' '}
          <strong className="font-semibold tabular-nums">{grouped(letsInPartly)}</strong>
        </>
      )}
      ; what {isMine ? 'you may do' : 'one may do'} there is up to RBAC.
    </>
  );
}

function openWords(open: number, isConfirming: boolean): string {
  if (open === 1) return isConfirming ? 'seems' : 'is';
  return isConfirming ? 'seem' : 'are';
}

function foundWords(found: number, pending: FleetPending | undefined): string {
  const what = found === 1 ? 'cluster' : 'clusters';
  if (pending?.what !== 'rows') return `${grouped(found)} ${what} found`;
  if (pending.total === undefined) return `${grouped(found)} ${what} read so far`;
  return `${grouped(found)} of ${grouped(pending.total)} clusters read so far`;
}

function directoriesWords(pending: FleetPending | undefined): string {
  if (pending?.what !== 'rows' || pending.directories === undefined) return '';
  const { read, total } = pending.directories;
  return ` · ${grouped(read)} of ${grouped(total)} directories`;
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
      <Link href="/address" prefetch={false} className="link text-sm">
        {where.kind === 'disagree' ? 'Choose yours' : 'Say where you come from'}
      </Link>
      .
    </>
  );
}
