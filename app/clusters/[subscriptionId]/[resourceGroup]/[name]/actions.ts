'use server';

import { redirect } from 'next/navigation';
import { addMyIpPath, changePath } from '#app/clusters/paths';
import { directoryOf, openCluster } from '#app/clusters/read-cluster';
import { knownOwn } from '#app/own-address';
import { senderOf } from '#app/sender';
import { formRefusal } from '#app/way-on';
import type { AddMyIpState } from '#components/address/add-my-ip-form';
import type { Session } from '#lib/auth/session';
import { type ChangeRequest, recordChange } from '#lib/changes/ledger';
import { swapFor } from '#lib/changes/mine';
import type { ChangeFormState, ReviewState } from '#lib/changes/shown/form-state';
import { clusterPath } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import type { Intent } from '#lib/ranges/intent';
import { err, ok, type Result } from '#lib/result';
import { intentsOf, opensCluster, type PostedChange, readPostedChange } from './change-form.ts';
import { type PostedAddress, readPostedAddress } from './my-ip-form.ts';
import { reviewOf } from './review-of.ts';

/** One step of the change form: review what was typed, go back to it, or record it for the worker. */
export async function changeAccess(_: ChangeFormState, form: FormData): Promise<ChangeFormState> {
  const posted = readPostedChange(form);
  if (!posted.ok) redirect('/clusters');
  const { mode, step, submitted, clusterId, typedName } = posted.value;
  if (step === 'edit') return { status: 'editing', submitted };
  const sender = await senderOf(form);
  if (!sender.ok) return { status: 'refused', submitted, failure: sender.error };
  const session = sender.value;
  const intents = intentsOf(mode, submitted);
  if (!intents.ok) return { status: 'invalid', submitted, ...intents.error };

  const unnamed = opensCluster(posted.value) && typedName.trim() !== clusterId.name;
  if (step === 'review' || unnamed) {
    const missing = step === 'apply' ? 'Type the name of the cluster to open it.' : undefined;
    return reviewed(session, posted.value, intents.value, missing);
  }
  const recorded = await record(session, posted.value, intents.value);
  if (!recorded.ok) return refused(session, posted.value, recorded.error);
  redirect(changePath(clusterId, recorded.value));
}

async function reviewed(
  session: Session,
  posted: PostedChange,
  intents: readonly Intent[],
  missing: string | undefined,
): Promise<ChangeFormState> {
  const { mode, submitted, clusterId, key } = posted;
  const opened = await openCluster(session, clusterId);
  if (!opened.ok) return refused(session, posted, opened.error);
  const review = await reviewOf(session, opened.value, intents, {
    mode,
    text: `${submitted.text}\n${submitted.firewall}`,
  });
  if (!review.ok) return refused(session, posted, review.error);
  const state: ReviewState = {
    status: 'review',
    submitted,
    review: review.value,
    key: key ?? crypto.randomUUID(),
  };
  return missing === undefined ? state : { ...state, missing };
}

async function refused(
  session: Session,
  { submitted, clusterId }: PostedChange,
  failure: Failure,
): Promise<ChangeFormState> {
  const back = clusterPath(clusterId);
  return { status: 'refused', submitted, failure: await formRefusal(session, failure, back) };
}

/** Records that the person wants their own address in the list, be it for an earlier one of theirs. */
export async function addMyIp(_: AddMyIpState, form: FormData): Promise<AddMyIpState> {
  const sender = await senderOf(form);
  if (!sender.ok) return { failure: sender.error };
  const session = sender.value;

  const posted = readPostedAddress(form);
  if (!posted.ok) return { missing: posted.error };

  const intents = await intentsOfAddress(session, posted.value);
  if (!intents.ok) return { missing: intents.error };
  const recorded = await record(session, posted.value, intents.value);
  if (!recorded.ok) {
    const back = addMyIpPath(posted.value.clusterId);
    return { failure: await formRefusal(session, recorded.error, back) };
  }
  redirect(changePath(posted.value.clusterId, recorded.value));
}

/** A swap is held against the ledger once more: a colleague may have asked for that address meanwhile. */
async function intentsOfAddress(
  { grant }: Session,
  { clusterId, resourceUid, address, swap }: PostedAddress,
): Promise<Result<readonly Intent[], string>> {
  const range = `${address}/32`;
  const add: Intent = { do: 'add', range };
  if (swap === undefined) return ok([add]);
  const asShown = { id: clusterId, resourceUid, entries: [swap] };
  const offered = await swapFor(grant.id, asShown, range);
  return offered === swap
    ? ok([{ do: 'remove', entry: swap }, add])
    : err('The other address is not yours alone any more. Please open the page again.');
}

type Asked = Pick<PostedChange, 'clusterId' | 'submitted' | 'accessSeen' | 'resourceUid' | 'key'> &
  Pick<ChangeRequest, 'addressSource' | 'keepForSeconds'>;

/** Nothing is read here: the worker reads the cluster, and judges what was agreed to by that. */
async function record(
  session: Session,
  { clusterId, submitted, accessSeen, resourceUid, key, addressSource, keepForSeconds }: Asked,
  intents: readonly Intent[],
): Promise<Result<string, Failure>> {
  const tenantId = await directoryOf(session, clusterId);
  if (!tenantId.ok) return tenantId;
  const own = await knownOwn(session);
  return recordChange({
    grantId: session.grant.id,
    author: { name: session.person.name, username: session.person.username },
    clusterId,
    tenantId: tenantId.value,
    intents: [...intents],
    confirmations: [...submitted.confirmations],
    idempotencyKey: key ?? crypto.randomUUID(),
    basedOn: { access: accessSeen ?? 'unknown', resourceUid },
    reason: submitted.reason || undefined,
    ownAddress: own,
    addressSource,
    keepForSeconds,
  });
}
