import type { Written } from '#lib/azure/cluster/write';
import { ok } from '#lib/result';
import { agreedMs, freshMs } from './limits.ts';
import type { AzurePort } from './ports.ts';
import type { World } from './test-world-shape.ts';

// The Azure of this folder's property test. No part of the product.

/** AKS does one operation at a time, and takes at least as long for it. */
const quickestOperationMs = 40_000;

/** Azure, with what this world does to answers, and an eye on what is carried out. */
export function observed(world: World, aheadMs: number): AzurePort {
  const { azure, clock } = world;
  const challenged = (kind: 'read' | 'put' | 'poll') => {
    const claims = world.challenges[kind];
    delete world.challenges[kind];
    return claims === undefined ? undefined : { code: 'claims-challenge' as const, claims };
  };
  return {
    ...azure,
    read: async (errand) => {
      const error = challenged('read');
      if (error) return { ok: false, error };
      const read = await azure.read(errand);
      return read.ok ? ok({ ...read.value, readAt: read.value.readAt + aheadMs }) : read;
    },
    poll: async (errand, url) => {
      const error = challenged('poll');
      if (error) return { ok: false, error };
      const news = await azure.poll(errand, url);
      if (news.ok && news.value.status === 'Failed') world.failed.add(errand.id);
      return news;
    },
    put: async (errand, request) => {
      const failure = challenged('put');
      if (failure) return { kind: 'refused', failure };
      const land = () => landed(world, () => azure.put(errand, request), request.correlationId);
      const { doubles } = world;
      world.doubles = undefined;
      // Without an eTag the second copy is answered by 409, which is not told from that of another operation.
      if (doubles && azure.state.eTag !== undefined) {
        const written = await land();
        if (written.kind !== 'accepted') return written;
        const { changes = [] } = world.sent.get(request.correlationId) ?? {};
        for (const id of changes) world.doubled.add(id);
        for (const id of changes.slice(1)) world.alongDoubled.add(id);
        for (let n = 0; n < doubles.unread; n++) azure.nextReads.push({ code: 'unreachable' });
        world.operatesUntil = clock.now() + quickestOperationMs;
        return azure.put(errand, request);
      }
      const { loss } = world;
      world.loss = undefined;
      if (!loss) return land();
      // Where there are no eTags nothing guards a PUT that arrives late: that window is named in the docs.
      const landsAfterMs =
        azure.state.eTag === undefined ? loss.landsAfterMs && 0 : loss.landsAfterMs;
      if (landsAfterMs === 0) {
        const written = await land();
        if (written.kind !== 'accepted') return written;
      }
      if (landsAfterMs) clock.at(clock.now() + landsAfterMs, () => void land());
      return { kind: 'lost', failure: { code: 'unreachable' } };
    },
  };
}

async function landed(
  world: World,
  put: () => Promise<Written>,
  correlationId: string,
): Promise<Written> {
  const { azure, applied, offences, lists, clock, nature } = world;
  const { entries: before, pools } = azure.state;
  const written = await put();
  if (written.kind !== 'accepted') return written;
  const { entries: after } = azure.state;
  applied.push({ correlationId, before, after });
  lists.push({ at: clock.now(), entries: after, by: correlationId });
  const isPutBack = JSON.stringify(azure.state.pools) !== JSON.stringify(pools);
  // Azure has no guard for a pool that moves just before a PUT is sent, or while it is on its way.
  const age = (world.sent.get(correlationId)?.at ?? 0) - world.poolMovedAt;
  const isSlow = nature.delays.some((ms) => 2 * ms > freshMs);
  if (isPutBack && age > (isSlow ? agreedMs : freshMs))
    offences.push('foreign field: put a pool back');
  return written;
}
