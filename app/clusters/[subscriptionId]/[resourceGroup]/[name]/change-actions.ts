'use server';

import { redirect } from 'next/navigation';
import { changePath } from '#app/clusters/paths';
import { requireSession } from '#lib/auth/next';
import {
  applyAgain,
  cancelChange,
  changeFor,
  confirmChange,
  resumeChange,
  undoChange,
} from '#lib/changes/ledger';

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
    case 'confirm':
      await confirmChange(grantId, id, form.getAll('confirm').map(String));
      break;
    case 'resume':
      await resumeChange(grantId, id);
      break;
    case 'undo':
    case 'apply-again': {
      const next = await (form.get('act') === 'undo' ? undoChange : applyAgain)(grantId, id);
      redirect(next.ok ? changePath(clusterId, next.value) : here);
    }
  }
  redirect(here);
}
