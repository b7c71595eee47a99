import type { Failure } from '#lib/failure';
import { failureWords } from '#lib/failure-words';
import { grouped } from '#lib/grouped';
import { findingWords } from '#lib/ranges/finding-words';
import { fullness } from '#lib/ranges/limit';
import type { Cluster } from './cluster.ts';
import { formatClusterId } from './resource-id.ts';
import type { EligibleRole, Rights } from './rights.ts';
import { scopeWords } from './scope-words.ts';
import { hasFailed, isMoving } from './state.ts';
import { unchangeable } from './unchangeable.ts';

/** One thing that would stand in the way of a change, or hold it up, said before anybody asks for it. */
export type Advice = {
  readonly code:
    | Failure['code']
    | 'eligible'
    | 'last-failed'
    | 'limit-near'
    | 'limit-full'
    | 'managed-elsewhere'
    | 'sent-when-free';
  /** `warn` where Azure would refuse or the cluster has failed, `info` where there is only something to know. */
  readonly tone: 'warn' | 'info';
  readonly title: string;
  readonly text: string;
  readonly todo: string;
};

/**
 * What is known before the click about a change of this cluster by this person. Advice: policies and
 * deny assignments show only when Azure answers, and Azure's answer decides.
 */
export function readiness(cluster: Cluster, rights: Rights): readonly Advice[] {
  const refusals: readonly Failure[] = [
    ...rightsFailures(cluster, rights),
    ...unchangeable(cluster),
  ];
  return [
    ...refusals.flatMap((failure) => {
      const { title, text, todo } = failureWords(failure);
      // Private is no trouble, only another way in.
      const tone = failure.code === 'private-cluster' ? 'info' : 'warn';
      const named = failure.code === 'locked' ? `${text}${lockNames(rights)}` : text;
      const advice = { code: failure.code, tone, title, text: named, todo } as const;
      return failure.code === 'not-authorized' ? activation(advice, rights) : [advice];
    }),
    ...failed(cluster),
    ...busy(cluster),
    ...room(cluster),
    ...owner(cluster),
  ];
}

/** Whether Azure would surely refuse a change of this cluster by this person, as far as is known before the click. */
export function wouldRefuse(cluster: Cluster, rights: Rights): boolean {
  return readiness(cluster, rights).some(
    ({ code, tone }) => tone === 'warn' && code !== 'last-failed',
  );
}

function rightsFailures({ id }: Cluster, rights: Rights): readonly Failure[] {
  const { write, missing = '', linkedMissing, readOnlyLocks } = rights;
  const locks = readOnlyLocks === 'unknown' ? [] : readOnlyLocks;
  return [
    ...when(write === 'missing', {
      code: 'not-authorized',
      action: missing,
      scope: formatClusterId(id),
    }),
    ...linkedMissing.map(
      ({ action, scope }): Failure => ({
        code: 'linked-not-authorized',
        action,
        linkedScope: scope,
      }),
    ),
    ...when(locks.length > 0, { code: 'locked', scopes: locks.map((lock) => lock.scope) }),
  ];
}

/** Whoever is to remove them finds them by these. */
function lockNames({ readOnlyLocks }: Rights): string {
  if (readOnlyLocks === 'unknown') return '';
  const names = readOnlyLocks.map(({ name }) => name);
  return names.length === 1 ? ` Its name is ${names[0]}.` : ` Their names are ${names.join(', ')}.`;
}

/** What says that a right is missing, or that it waits to be activated: nobody else is to be asked then. */
function activation(refused: Advice, { eligible }: Rights): readonly Advice[] {
  if (eligible === 'unknown' || eligible.length === 0) return [refused];
  const sure = eligible.filter(({ grants }) => grants === 'yes');
  const advice = {
    code: 'eligible',
    text: (sure.length > 0 ? sure : eligible).map(roleWords).join(' '),
    todo: 'Activate it in Privileged Identity Management. If Azure still refuses you then, wait ten minutes and try again.',
  } as const;
  return sure.length > 0
    ? [{ ...advice, tone: 'warn', title: 'Your role for changing this cluster is not active' }]
    : [
        refused,
        {
          ...advice,
          tone: 'info',
          title: 'You are eligible for a role that may have this right',
        },
      ];
}

function roleWords({ name, scope, grants }: EligibleRole): string {
  const doubt = grants === 'unknown' ? ' What it allows could not be read.' : '';
  return `${name} on ${scopeWords(scope)}.${doubt}`;
}

/** In the words of what a change of it asks first. */
function failed({ provisioningState }: Cluster): readonly Advice[] {
  if (!hasFailed(provisioningState)) return [];
  const { title, text } = findingWords({ code: 'failed-cluster' });
  return [
    {
      code: 'last-failed',
      tone: 'warn',
      title,
      text: 'What it was to do may be done in part. Azure’s activity log says why.',
      todo: text,
    },
  ];
}

function busy(cluster: Cluster): readonly Advice[] {
  if (!isMoving(cluster)) return [];
  return [
    {
      code: 'sent-when-free',
      tone: 'info',
      title: `The cluster is busy (${cluster.provisioningState})`,
      text: 'AKS does one operation at a time.',
      todo: 'A change that you ask for now waits until this one has ended.',
    },
  ];
}

function room({ entries, rangeLimit: limit }: Cluster): readonly Advice[] {
  const full = fullness(entries.length, limit);
  if (full === 'roomy') return [];
  const held = `It holds ${grouped(entries.length)} entries, and AKS takes ${grouped(limit)} for this cluster.`;
  const todo = 'Remove entries that nobody needs, or merge neighbouring ones into wider ranges.';
  if (full === 'over') {
    const text = `${held} Some old subscriptions have a higher limit: Azure decides whether one more is taken.`;
    return [
      { code: 'limit-full', tone: 'info', title: 'The list is longer than usual', text, todo },
    ];
  }
  return full === 'near'
    ? [{ code: 'limit-near', tone: 'info', title: 'The list is nearly full', text: held, todo }]
    : [
        {
          code: 'limit-full',
          tone: 'warn',
          title: 'The list is full',
          text: held,
          todo,
        },
      ];
}

function owner({ ownedBy }: Cluster): readonly Advice[] {
  if (ownedBy === undefined) return [];
  return [
    {
      code: 'managed-elsewhere',
      tone: 'info',
      title: `Managed by ${ownedBy}`,
      text: 'Its next run may undo what is changed here.',
      todo: 'Change the list there too.',
    },
  ];
}

function when(holds: boolean, failure: Failure): readonly Failure[] {
  return holds ? [failure] : [];
}
