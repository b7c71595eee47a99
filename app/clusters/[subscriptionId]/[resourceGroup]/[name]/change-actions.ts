'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { changePath } from '#app/clusters/paths';
import { knownOwn } from '#app/own-address';
import { requireSession } from '#lib/auth/next';
import { applyAgain, undoChange } from '#lib/changes/again';
import { cancelChange, changeFor, confirmChange } from '#lib/changes/ledger';
import { addAgain } from '#lib/changes/mine';
import { clusterPath, parseClusterId } from '#lib/clusters/resource-id';
import { opensByKey } from '#lib/ranges/finding-words';

/**
 * Does what a button of a change says. Whatever comes of it shows on the change itself, which is
 * where this leads; a change that is not the person's own does not exist for them.
 */
export async function actOnChange(form: FormData): Promise<void> {
  const session = await requireSession();
  const grantId = session.grant.id;
  const change = await changeFor({ grantId }, String(form.get('change')));
  if (change === undefined) redirect('/clusters');

  const { id, clusterId } = change;
  const here = changePath(clusterId, id);
  switch (form.get('act')) {
    case 'cancel':
    case 'discard':
      await cancelChange(grantId, id);
      break;
    case 'confirm': {
      const keys = form.getAll('confirm').map(String);
      const isNamed = String(form.get('typedName')).trim() === clusterId.name;
      if (isNamed || !keys.some(opensByKey)) await confirmChange(grantId, id, keys);
      break;
    }
    case 'undo':
    case 'apply-again': {
      const own = await knownOwn(session);
      const next = await (form.get('act') === 'undo' ? undoChange : applyAgain)(grantId, id, own);
      redirect(next.ok ? changePath(clusterId, next.value) : here);
    }
  }
  redirect(here);
}

const lostSchema = z.object({
  cluster: z.string(),
  key: z.uuid(),
  lost: z.array(z.string().max(600)).max(2000),
});

/** Records a change that puts back what somebody else's write has lost; it shows like any other. */
export async function addLostAgain(form: FormData): Promise<void> {
  const session = await requireSession();

  const fields = lostSchema.safeParse({
    ...Object.fromEntries(form),
    lost: form.getAll('lost'),
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
  redirect(change.ok ? changePath(clusterId.value, change.value) : clusterPath(clusterId.value));
}

/** `change entry`, as the form writes it. */
function lostEntryOf(text: string) {
  const space = text.indexOf(' ');
  return { changeId: text.slice(0, space), entry: text.slice(space + 1) };
}
