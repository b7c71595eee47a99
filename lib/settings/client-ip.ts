import type { EnvReader } from './env-reader.ts';
import { guidSetting, oneOf, wholeNumber } from './values.ts';

/** Which header, if any, is believed about the caller's address. */
export type ClientIpSource =
  | { readonly source: 'none' }
  /** `X-Forwarded-For`; `trustedProxyHops` proxies append to it, counted from the right. */
  | { readonly source: 'xff'; readonly trustedProxyHops: number }
  /** Azure Front Door, only when its profile's id is the one expected. */
  | { readonly source: 'x-azure-socketip'; readonly frontDoorId: string }
  /** App Service: its front end overwrites what the caller sent. */
  | { readonly source: 'client-ip' };

const sources = ['none', 'xff', 'x-azure-socketip', 'client-ip'] as const;

/** Reads the three settings that belong together; one that would have no effect is a problem too. */
export function readClientIpSource(env: EnvReader): ClientIpSource {
  const source = env.read('CLIENT_IP_SOURCE', oneOf(sources, 'xff')) ?? 'none';
  const trustedProxyHops = env.read('TRUSTED_PROXY_HOPS', wholeNumber(1, 20, 1));
  const frontDoorId = env.read(
    'AZURE_FRONT_DOOR_ID',
    guidSetting('the Front Door ID of the profile'),
  );

  onlyWith(env, source, 'TRUSTED_PROXY_HOPS', 'xff', '1');
  onlyWith(
    env,
    source,
    'AZURE_FRONT_DOOR_ID',
    'x-azure-socketip',
    '11112222-bbbb-3333-cccc-4444dddd5555',
  );

  if (source === 'xff') return { source, trustedProxyHops: trustedProxyHops ?? 1 };
  if (source === 'x-azure-socketip') return { source, frontDoorId: frontDoorId ?? '' };
  return { source };
}

function onlyWith(
  env: EnvReader,
  source: ClientIpSource['source'],
  name: string,
  needs: ClientIpSource['source'],
  example: string,
): void {
  if (env.has(name) && source !== needs) {
    env.report(name, `has no effect unless CLIENT_IP_SOURCE is ${needs}`, example);
  }
  if (!env.has(name) && source === needs) {
    env.report(name, `is required when CLIENT_IP_SOURCE is ${needs}`, example);
  }
}
