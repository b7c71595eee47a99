import type { Seed } from '../../seed.ts';
import { buildSubscription } from '../build-subscription.ts';
import type { WorldSettings } from '../world.ts';
import { audit, guarded } from './guarded.ts';
import { network } from './network.ts';
import { demoPeople, fabrikam, people } from './people.ts';
import { platform } from './platform.ts';

const fabrikamWeb = buildSubscription({
  id: '6fc15e83-a729-40d3-9f65-be704c916d06',
  displayName: 'sub-fabrikam-web',
  tenantId: fabrikam.id,
  writers: [demoPeople.ada],
  clusters: [
    { name: 'aks-fabrikam-web', resourceGroup: 'rg-web', entries: ['194.168.1.0/24'] },
    { name: 'aks-fabrikam-open', resourceGroup: 'rg-web', location: 'germanywestcentral' },
  ],
}).seed;

/** Two directories, five subscriptions and a cluster in every state worth seeing. */
export const demoSeed: Seed = {
  tenants: [fabrikam],
  people,
  subscriptions: [platform, network, guarded, audit, fabrikamWeb],
};

/** Slow enough that one sees what is going on. */
export const demoSettings: Partial<WorldSettings> = {
  operations: { ends: { afterMs: 6000 }, status: 'Succeeded' },
};
