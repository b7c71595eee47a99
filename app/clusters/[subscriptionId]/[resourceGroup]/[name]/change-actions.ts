'use server';

import { redirect } from 'next/navigation';
import { signInAgainPath } from '#lib/auth/again';
import { currentAuth } from '#lib/auth/context';
import { requireSession } from '#lib/auth/next';
import {
  applyAgain,
  cancelChange,
  changeFor,
  claimsFor,
  confirmChange,
  resumeChange,
  undoChange,
} from '#lib/changes/ledger';
import { changePath } from './paths.ts';

/**
 * Does what a button of a change says. Whatever comes of it shows on the change itself, which is
 * where this leads; a change that is not the person's own does not exist for them.
 */
export async function actOnChange(form: FormData): Promise<void> {
  const session = await requireSession();
  const grantId = session.grant.id;
  const change = await changeFor({ grantId }, String(form.get('change')));
  if (change === undefined) redirect('/clusters');

  const { id, clusterId, tenantId } = change;
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
    case 'sign-in': {
      const claims = await claimsFor(grantId, id);
      const again = { returnTo: here, tenantId, ...(claims === undefined ? {} : { claims }) };
      redirect(signInAgainPath(await currentAuth(), session, again));
      break;
    }
    case 'undo':
    case 'apply-again': {
      const next = await (form.get('act') === 'undo' ? undoChange : applyAgain)(grantId, id);
      redirect(next.ok ? changePath(clusterId, next.value) : here);
    }
  }
  redirect(here);
}
