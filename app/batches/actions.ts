'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { keepForSchema } from '#app/keep-for-field';
import { knownOwn } from '#app/own-address';
import { senderOf } from '#app/sender';
import { formRefusal } from '#app/way-on';
import type { StartState } from '#components/batch/start-form';
import { requireSession } from '#lib/auth/next';
import {
  cancelRest,
  changeDraft,
  discardAsking,
  draftFor,
  goOnWithBatch,
  retryFailed,
  startBatch,
  stopBatch,
} from '#lib/changes/batch/batches';
import { draftUndo } from '#lib/changes/batch/undo';
import {
  type ActState,
  type ChangeFormState,
  nothingSubmitted,
  submittedIn,
} from '#lib/changes/shown/form-state';
import { formText, reasonIn, textsIn } from '#lib/changes/shown/form-text';
import { mostEnding } from '#lib/changes/shown/keep-for';
import { rangesIn, withNamed, withSuggestion } from '#lib/changes/typed-ranges';
import { perAsked } from '#lib/clusters/plan/asked-of';
import { planDigest, startedOf } from '#lib/clusters/plan/batch-plan';
import { standingIntents } from '#lib/clusters/plan/standing-intents';
import { typedRemovals } from '#lib/clusters/plan/typed-removals';
import type { Failure } from '#lib/failure';
import { askedIntentsSchema, sameEntries } from '#lib/ranges/intent';
import type { Result } from '#lib/result';
import { batchPath } from './paths.ts';
import { intentsOfDraft, planOf } from './plan-of.ts';

/** Reads what is to be added and removed, and leads to the plan of it. */
export async function editBatch(_: ChangeFormState, form: FormData): Promise<ChangeFormState> {
  const sender = await senderOf(form);
  if (!sender.ok) {
    const { text, keepFor } = submittedIn(form);
    const submitted = { ...nothingSubmitted, text, keepFor, removals: linesIn(form) };
    return { status: 'refused', submitted, failure: sender.error };
  }
  const session = sender.value;
  const id = formText(form, 'batch');
  const draft = await draftFor(session.grant.id, id);
  // To undo is nothing that can be edited.
  if (!draft || draft.undoes) redirect(batchPath(id));

  const typed = formText(form, 'text');
  const [use] = textsIn(form, 'use');
  const [own] = textsIn(form, 'own');
  const mended = use === undefined ? typed : withSuggestion(typed, use);
  const [location] = textsIn(form, 'location');
  const named = location === undefined ? mended : withNamed(mended, location);
  const text = own === undefined ? named : `${named}\n${own}`.trim();
  const remove = typedRemovals(formText(form, 'remove'), draft.remove);
  const keepFor = formText(form, 'keepFor');
  const submitted = { ...nothingSubmitted, text, keepFor, removals: remove ?? linesIn(form) };
  if (location !== undefined) return { status: 'editing', submitted };
  if (!remove) return { status: 'invalid', submitted, title: tooManyRemovals, problems: [] };
  const ranges = rangesIn(text);
  if (!ranges.ok) return { status: 'invalid', submitted, ...ranges.error };
  const kept = keepForSchema.safeParse(keepFor);
  if (!kept.success) return { status: 'invalid', submitted, title: incomplete, problems: [] };
  const keepForSeconds = ranges.value.length > 0 ? kept.data : undefined;
  if (keepForSeconds !== undefined && ranges.value.length > mostEnding) {
    return { status: 'invalid', submitted, title: tooManyEnding, problems: [] };
  }
  const asBefore =
    sameEntries(draft.add, ranges.value) &&
    sameEntries(draft.remove, remove) &&
    draft.keepForSeconds === keepForSeconds;
  // What its author has typed themselves is to make a difference.
  const sameAddresses = asBefore ? draft.sameAddresses : undefined;
  const next = { ...draft, add: ranges.value, remove, sameAddresses, keepForSeconds };
  const asked = askedIntentsSchema.safeParse(intentsOfDraft(next));
  if (asked.success) {
    const changed = await changeDraft(session.grant.id, id, next);
    if (changed.ok) redirect(batchPath(id));
    const failure = await formRefusal(session, changed.error, batchPath(id));
    return { status: 'refused', submitted, failure };
  }
  const isEmpty = ranges.value.length + remove.length === 0;
  const why = asked.error.issues.map(({ message }) => message).join(' ');
  const title = isEmpty ? 'Type what to add or what to remove.' : why;
  return { status: 'invalid', submitted, title, problems: [] };
}

/** What is to be removed, as it was typed. */
function linesIn(form: FormData): readonly string[] {
  return formText(form, 'remove').split('\n');
}

/** Takes clusters out of a plan. */
export async function leaveOut(_: ActState, form: FormData): Promise<ActState> {
  const session = await requireSession();
  const id = formText(form, 'batch');
  const draft = await draftFor(session.grant.id, id);
  const out = new Set(textsIn(form, 'cluster'));
  const clusters = draft?.clusters.filter((key) => !out.has(key)) ?? [];
  // A plan of no cluster is none.
  if (!draft || clusters.length === 0) redirect(batchPath(id));
  const changed = await changeDraft(session.grant.id, id, { ...draft, clusters });
  if (changed.ok) redirect(batchPath(id));
  return { refusal: await formRefusal(session, changed.error, batchPath(id)) };
}

/**
 * Starts what the plan shows, with what was agreed to; judged anew by the list as it is now. Where that
 * makes another plan, it is shown first. Where nothing starts, it says why.
 */
export async function startPlanned(_: StartState, form: FormData): Promise<StartState> {
  const reason = reasonIn(form);
  const submitted = { reason, agreed: textsIn(form, 'agree') };
  const sender = await senderOf(form);
  if (!sender.ok) return { ...submitted, refusal: sender.error };
  const session = sender.value;
  const id = formText(form, 'batch');
  const draft = await draftFor(session.grant.id, id);
  if (!draft) redirect(batchPath(id));
  const withReason = { ...draft, reason: reason === '' ? undefined : reason };
  const planned = await planOf(session, draft);
  if (!planned.ok) {
    // Without script the page is made anew, and cannot be read either: it has no form to keep this in.
    await changeDraft(session.grant.id, id, withReason);
    return { ...submitted, refusal: await formRefusal(session, planned.error, batchPath(id)) };
  }

  const { plan, asked, own, gaps } = planned.value;
  const intents = intentsOfDraft(draft);
  const isSeen = planDigest(plan, intents, draft.keepForSeconds) === formText(form, 'digest');
  if (!isSeen) {
    refresh();
    return { ...submitted, because: otherPlan };
  }
  const intentsFor = perAsked(asked, standingIntents);
  const items = startedOf(plan, new Set(submitted.agreed)).map(({ row, confirmations }) => ({
    clusterId: row.id,
    tenantId: row.tenantId,
    intents: [...intentsFor(row)],
    confirmations: [...confirmations],
    basedOn: { access: row.access, resourceUid: row.resourceUid },
  }));
  if (items.length === 0) return { ...submitted, because: nothingTicked };

  const unread = gaps.unreadable.map(({ label }) => label);
  const without = [...new Set([...(draft.without ?? []), ...unread])];
  const kept = await changeDraft(session.grant.id, id, { ...withReason, without });
  if (!kept.ok) {
    return { ...submitted, refusal: await formRefusal(session, kept.error, batchPath(id)) };
  }
  const { name, username } = session.person;
  const isOwn = own !== undefined && draft.add.includes(`${own}/32`);
  const author = {
    grantId: session.grant.id,
    author: { name, username },
    ownAddress: own,
    addressSource: isOwn ? ('detected' as const) : undefined,
  };
  const started = await startBatch(author, id, items);
  if (started.ok || started.error === 'not-found') redirect(batchPath(id));
  return { ...submitted, refusal: await formRefusal(session, started.error, batchPath(id)) };
}

const tooManyRemovals =
  'These are more entries to remove than can be read at once. Please split them.';
const incomplete = 'This form is incomplete. Please open the page again.';
const tooManyEnding = `More than ${mostEnding} ranges at once stay until somebody takes them out.`;
const otherPlan =
  'Nothing has started. The plan has changed since you looked: this is the plan as it is now, with what you had ticked.';
const nothingTicked =
  'Nothing has started. Each of these clusters needs your yes: tick what you agree to.';

/** Does what a button of a running batch says. */
export async function actOnBatch(_: ActState, form: FormData): Promise<ActState> {
  const session = await requireSession();
  const id = formText(form, 'batch');
  const act = acts.get(formText(form, 'act'));
  const done = await act?.(session.grant.id, id, await knownOwn(session));
  if (done?.ok === false) {
    return { refusal: await formRefusal(session, done.error, batchPath(id)) };
  }
  redirect(batchPath(typeof done?.value === 'string' ? done.value : id));
}

/** Answers the id of another batch, where it leads to one. */
type Act = (
  grantId: string,
  id: string,
  own: string | undefined,
) => Promise<Result<string | boolean | undefined, Failure>>;

const acts = new Map<string, Act>([
  ['stop', stopBatch],
  ['go-on', goOnWithBatch],
  ['cancel-rest', cancelRest],
  ['discard', discardAsking],
  ['retry', retryFailed],
  ['undo', draftUndo],
]);
