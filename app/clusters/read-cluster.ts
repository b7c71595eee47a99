import 'server-only';
import { credentialFor } from '#lib/auth/grants/grant';
import type { Session } from '#lib/auth/session';
import { type RawCluster, readClusterRaw } from '#lib/azure/cluster/cluster';
import type { Credential } from '#lib/azure/credential';
import { findDirectory } from '#lib/azure/fleet/directories';
import type { ClusterId } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { currentParts } from '#lib/process';
import { ok, type Result } from '#lib/result';

/** A cluster as Azure just let this person read it, and the credential that could. */
export type OpenCluster = { readonly reading: RawCluster; readonly credential: Credential };

/**
 * Reads a cluster with the token of the directory that listed its subscription. Where that is not
 * known (a link from a runbook), the home directory is asked while Azure names the right one.
 */
export async function openCluster(
  session: Session,
  id: ClusterId,
): Promise<Result<OpenCluster, Failure>> {
  const { directories } = currentParts();
  const known = directories.of(session.grant.id, id.subscriptionId);
  if (known !== undefined) {
    const reading = await readAs(session, id, known);
    // A subscription that was transferred is looked for as if it had never been seen.
    if (reading.ok || reading.error.code !== 'wrong-directory') return reading;
  }

  const { arm } = currentParts();
  const home = session.person.tenantId;
  const [first, named] = await Promise.all([
    readAs(session, id, home),
    findDirectory(arm, id.subscriptionId),
  ]);
  if (first.ok || !named.ok || named.value === home) return first;
  return readAs(session, id, named.value);
}

async function readAs(
  session: Session,
  id: ClusterId,
  tenantId: string,
): Promise<Result<OpenCluster, Failure>> {
  const { arm, directories } = currentParts();
  const credential = credentialFor(session.grant, tenantId);
  const reading = await readClusterRaw(arm, credential, id);
  if (!reading.ok) return reading;
  directories.remember(session.grant.id, id.subscriptionId, tenantId);
  return ok({ reading: reading.value, credential });
}

/** Where a cluster is, for people: its subscription too, where this process knows what that is called. */
export function whereabouts({ grant }: Session, id: ClusterId): string {
  const { directories } = currentParts();
  const name = directories.nameOf(grant.id, id.subscriptionId);
  const isTold = name !== undefined && name.toLowerCase() !== id.subscriptionId.toLowerCase();
  return isTold ? `${name} · ${id.resourceGroup}` : id.resourceGroup;
}

/**
 * Whether a page may say no more than that there is nothing here: no such cluster, or none that this
 * person may read. Azure answers the second for clusters that do not exist, too.
 */
export function isHidden(failure: Failure): boolean {
  return (
    failure.code === 'not-found' ||
    (failure.code === 'not-authorized' && /\/managedClusters\/read$/i.test(failure.action))
  );
}

/** The directory whose token reads a cluster's subscription; without a question to Azure where it is known. */
export async function directoryOf(
  session: Session,
  id: ClusterId,
): Promise<Result<string, Failure>> {
  const { directories } = currentParts();
  const known = directories.of(session.grant.id, id.subscriptionId);
  if (known !== undefined) return ok(known);
  const opened = await openCluster(session, id);
  return opened.ok ? ok(opened.value.credential.tenantId) : opened;
}
