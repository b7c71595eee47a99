import { ContainerServiceClient } from '@azure/arm-containerservice';
import { sdkOnLoopback } from '../../emulator/testing/sdk-on-loopback.ts';
import type { Testbed } from '../testbed.ts';

/**
 * The loop that a script has: for each subscription, list its clusters with Microsoft's client. Answers
 * how many there are.
 */
export async function listWithSdk(
  { control, emulator }: Testbed,
  upn: string,
  subscriptions: readonly string[],
): Promise<number> {
  const token = await control.token({ person: upn });
  const credential = {
    getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
  const httpClient = sdkOnLoopback(emulator.url);
  let found = 0;
  for (const subscription of subscriptions) {
    const client = new ContainerServiceClient(credential, subscription, { httpClient });
    for await (const _cluster of client.managedClusters.list()) found += 1;
  }
  return found;
}
