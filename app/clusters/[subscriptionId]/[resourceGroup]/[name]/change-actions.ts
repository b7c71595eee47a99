'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { changePath } from '#app/clusters/paths';
import { knownOwn } from '#app/own-address';
import { formRefusal } from '#app/way-on';
import { requireSession } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import type { ActRefusal } from '#lib/changes/acts';
import { applyAgain, undoChange } from '#lib/changes/again';
import { cancelChange, changeFor, confirmChange, putOffChange } from '#lib/changes/ledger';
import { addAgain } from '#lib/changes/mine';
import type { Change } from '#lib/changes/shown/change';
import { type ActState, agreedIn, type ChangeActState } from '#lib/changes/shown/form-state';
import { fieldsIn, formText, textsIn } from '#lib/changes/shown/form-text';
import { clusterPath, parseClusterId } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { opensByKey } from '#lib/ranges/finding-words';
import { ok, type Result } from '#lib/result';

/**
 * Does what a button of a change says. What comes of it shows on the change itself, which is where this
 * leads; a change that is not the person's own does not exist for them.
 */
export async function actOnChange(_: ChangeActState, form: FormData): Promise<ChangeActState> {
  const session = await requireSession();
  const change = await changeFor({ grantId: session.grant.id }, formText(form, 'change'));
  if (change === undefined) redirect('/clusters');

  const here = changePath(change.clusterId, change.id);
  const done = await act(session, change, form);
  if (done.ok) redirect(changePath(change.clusterId, done.value));
  if (typeof done.error === 'string') redirect(here);
  return { ...agreedIn(form), refusal: await formRefusal(session, done.error, here) };
}

/** Answers the id of the change to go on with: this one, or the new one that it has led to. */
async function act(
  session: Session,
  { id, clusterId }: Change,
  form: FormData,
): Promise<Result<string, Failure | ActRefusal>> {
  const grantId = session.grant.id;
  switch (formText(form, 'act')) {
    case 'cancel':
    case 'discard': {
      const cancelled = await cancelChange(grantId, id);
      return cancelled.ok ? ok(id) : cancelled;
    }
    case 'confirm': {
      const { agreed, typedName } = agreedIn(form);
      const isNamed = typedName.trim() === clusterId.name;
      if (!isNamed && agreed.some(opensByKey)) return ok(id);
      const confirmed = await confirmChange(grantId, id, agreed, await knownOwn(session));
      return confirmed.ok ? ok(id) : confirmed;
    }
    case 'put-off': {
      const putOff = await putOffChange(grantId, id);
      return putOff.ok ? ok(id) : putOff;
    }
    case 'undo':
      return undoChange(grantId, id, await knownOwn(session));
    case 'apply-again':
      return applyAgain(grantId, id, await knownOwn(session));
    default:
      return ok(id);
  }
}

const lostSchema = z.object({
  cluster: z.string(),
  key: z.uuid(),
  lost: z.array(z.string().max(600)).max(2000),
});

/** Records a change that puts back what somebody else's write has lost; it shows like any other. */
export async function addLostAgain(_: ActState, form: FormData): Promise<ActState> {
  const session = await requireSession();

  const fields = lostSchema.safeParse({
    ...fieldsIn(form),
    lost: textsIn(form, 'lost'),
  });
  const clusterId = parseClusterId(fields.data?.cluster ?? '');
  if (!fields.success || !clusterId.ok) redirect('/clusters');

  const { lost, key } = fields.data;
  const change = await addAgain(
    session.grant.id,
    lost.map(lostEntryOf),
    key,
    await knownOwn(session),
  );
  const here = clusterPath(clusterId.value);
  if (change.ok) redirect(changePath(clusterId.value, change.value));
  if (typeof change.error === 'string') redirect(here);
  return { refusal: await formRefusal(session, change.error, here) };
}

/** `change entry`, as the form writes it. */
function lostEntryOf(text: string) {
  const space = text.indexOf(' ');
  return { changeId: text.slice(0, space), entry: text.slice(space + 1) };
}
