import { type AddressProblem, parseClientAddress } from '#lib/ranges/address';
import { err, ok, type Result } from '#lib/result';
import type { ClientIpSource } from '#lib/settings/client-ip';

/** Why this server cannot say where a caller comes from. */
export type NotObserved =
  /** `CLIENT_IP_SOURCE` is `none`: nothing in front of us is trusted to say. */
  | { readonly code: 'not-asked' }
  /** The header that the setting names did not come, or with fewer hops than proxies. */
  | { readonly code: 'not-sent'; readonly header: string }
  /** The request did not come through the Front Door profile that is trusted. */
  | { readonly code: 'wrong-front-door' }
  /** What came cannot be an address on the internet: private, IPv6 and so on. */
  | { readonly code: 'unusable'; readonly problem: AddressProblem };

/**
 * The caller's address as the trusted proxy in front saw it. Only the header that the operator named
 * is read, since a caller can send all the others.
 */
export function observedAddress(
  headers: Headers,
  clientIp: ClientIpSource,
): Result<string, NotObserved> {
  switch (clientIp.source) {
    case 'none':
      return err({ code: 'not-asked' });
    case 'xff':
      return hopFromTheRight(headers, clientIp.trustedProxyHops);
    case 'x-azure-socketip':
      // Front Door is reachable by everybody, so only its profile's id tells ours from another's.
      // X-Azure-ClientIP is not used: it can repeat what the caller sent.
      return headers.get('x-azure-fdid')?.toLowerCase() === clientIp.frontDoorId
        ? fromHeader(headers, 'x-azure-socketip')
        : err({ code: 'wrong-front-door' });
    case 'client-ip':
      return fromHeader(headers, 'client-ip');
  }
}

/** Each proxy appends who called it: with n trusted ones the caller is the n-th from the right. */
function hopFromTheRight(headers: Headers, hops: number): Result<string, NotObserved> {
  const header = 'x-forwarded-for';
  const address = (headers.get(header) ?? '').split(',').at(-hops)?.trim();
  return address ? usable(address) : err({ code: 'not-sent', header });
}

function fromHeader(headers: Headers, header: string): Result<string, NotObserved> {
  const address = headers.get(header)?.trim();
  return address ? usable(address) : err({ code: 'not-sent', header });
}

function usable(text: string): Result<string, NotObserved> {
  const parsed = parseClientAddress(text);
  return parsed.ok ? ok(parsed.value) : err({ code: 'unusable', problem: parsed.error });
}
