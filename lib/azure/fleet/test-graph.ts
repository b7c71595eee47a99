import { z } from 'zod';
import { makeCredential } from '#lib/azure/credential';
import { type FakeAnswer, fakeAzure } from '#lib/azure/test-azure';
import { ok } from '#lib/result';
import { readFleet } from './fleet.ts';

/** Who asks. */
export const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token'));
const subscriptionId = '22222222-2222-4222-8222-222222222222';

const askedSchema = z.object({
  options: z.object({
    $top: z.number(),
    $skip: z.number().optional(),
    $skipToken: z.coerce.number().optional(),
  }),
});
type Asked = {
  readonly from: number;
  readonly top: number;
  readonly token: number | undefined;
};

/** Resource Graph over this many clusters, unless `page` answers something else. */
export function azureOf(
  rowsNow: () => readonly unknown[],
  page: (asked: Asked, whole: FakeAnswer) => FakeAnswer | Promise<FakeAnswer> = (_, whole) => whole,
) {
  const asked: Asked[] = [];
  let running = 0;
  let most = 0;
  const azure = fakeAzure(async ({ method, url, body }) => {
    if (method !== 'POST') {
      const value = [{ subscriptionId }];
      return url.includes('/subscriptions?') ? { body: { value } } : { status: 403 };
    }
    const { options } = askedSchema.parse(JSON.parse(String(body)));
    const { $skip: from = 0, $top: top, $skipToken: token } = options;
    const one = { from, top, token };
    asked.push(one);
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
    const all = rowsNow();
    const data = all.slice(one.from, one.from + one.top);
    return page(one, { body: { totalRecords: all.length, count: data.length, data } });
  });
  return { ...azure, asked, most: () => most };
}

/** A row of Resource Graph: of the cluster with this number. */
export const row = (index: number) => ({
  id: `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks-${String(index).padStart(5, '0')}`,
  provisioningState: 'Succeeded',
});
export const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index));
export const names = (count: number) => rows(count).map(({ id }) => id.split('/').at(-1));

/** Which clusters a reading finds, and what it says of itself. */
export async function namesRead(azure: ReturnType<typeof azureOf>, expected = 0) {
  const fleet = await readFleet(azure.arm, ada, { expected });
  if (!fleet.ok) throw new Error(fleet.error.azureMessage);
  const found = fleet.value.rows.map(({ id }) => id.name).sort();
  return { found, notes: fleet.value.notes };
}
