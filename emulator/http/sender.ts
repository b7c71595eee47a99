import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Entra } from '../entra/entra.ts';
import type { Request } from './exchange.ts';
import type { Sender } from './request-log.ts';

const named = z.object({ upn: z.string(), tid: z.string() });

/**
 * Who a request is from, so that faults and the log can name them: the bearer token's person, at
 * Entra the one that signs in or redeems. Says nothing about whether the token is any good.
 */
export function senderOf(entra: Entra, request: Request): Sender {
  const [, bearer] = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '') ?? [];
  if (bearer !== undefined) return bearerOf(bearer);
  if (!request.path.includes('/oauth2/')) return {};
  const form = new URLSearchParams(request.body);
  const operator =
    form.get('person') ??
    entra.grants.refreshToken(form.get('refresh_token') ?? '')?.upn ??
    entra.grants.ownerOfCode(form.get('code') ?? '') ??
    request.query.get('login_hint') ??
    undefined;
  return { operator };
}

function bearerOf(bearer: string): Sender {
  try {
    const { upn, tid } = named.parse(decodeJwt(bearer));
    return { operator: upn, tenantId: tid };
  } catch {
    return {};
  }
}
