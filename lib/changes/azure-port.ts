import { readClusterRaw } from '#lib/azure/cluster/cluster';
import { knownEgress, readEgress } from '#lib/azure/cluster/egress';
import { pollOperation } from '#lib/azure/cluster/operation';
import { putBody } from '#lib/azure/cluster/put-body';
import { putCluster } from '#lib/azure/cluster/write';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import type { Failure } from '#lib/failure';
import type { KnownEgress } from '#lib/ranges/egress';
import { ok, type Result } from '#lib/result';
import type { AzurePort, ClusterReading, Errand } from './ports.ts';

/** The right of the person who asked for a change, or why there is none any more. */
type CredentialOf = (errand: Errand) => Promise<Result<Credential, Failure>>;

/**
 * The ledger's way to Azure, with the rights of each change's author. A PUT goes with the credential that its
 * cluster was read with, which still has its token: to ask the store, or Entra, for another would make the
 * reading older, and perhaps outlast the lease.
 */
export function azurePort(arm: Arm, credentialOf: CredentialOf): AzurePort {
  const readWith = new WeakMap<ClusterReading, Credential>();
  return {
    async read(errand) {
      const credential = await credentialOf(errand);
      if (!credential.ok) return credential;
      const reading = await readClusterRaw(arm, credential.value, errand.clusterId);
      if (!reading.ok) return reading;
      const { cluster, readAtMs } = reading.value;
      const bodyWith = (entries: readonly string[]) => putBody(reading.value, entries);
      const read = { cluster, readAt: readAtMs, answeredAt: arm.now(), bodyWith };
      readWith.set(read, credential.value);
      return ok(read);
    },
    async put(errand, request) {
      const known = readWith.get(request.reading);
      const credential = known ? ok(known) : await credentialOf(errand);
      if (!credential.ok) return { kind: 'not-sent', failure: credential.error };
      return putCluster(arm, credential.value, errand.clusterId, request);
    },
    async poll(errand, operationUrl) {
      const credential = await credentialOf(errand);
      return credential.ok ? pollOperation(arm, credential.value, operationUrl) : credential;
    },
    async egress(errand, cluster) {
      const credential = await credentialOf(errand);
      if (!credential.ok) return notSignedIn;
      return knownEgress(await readEgress(arm, credential.value, cluster));
    },
  };
}

// The cluster was read a moment ago, so this is rare, and the next reading says it properly.
const notSignedIn: KnownEgress = {
  addresses: [],
  unknown: ['Your sign-in ended while the addresses of the nodes were read.'],
};
