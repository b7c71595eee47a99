import type { World } from '../world/world.ts';
import { type Answer, empty, type Request, text } from './exchange.ts';

const cors = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };

/** `/echo/ip`: the address the world says a browser comes from, readable by any page. */
export function echo(world: World, request: Request): Answer {
  if (request.method === 'OPTIONS') return empty(204, cors);
  const { echo: override, clientAddress } = world.settings;
  return text(override?.status ?? 200, override?.text ?? clientAddress, cors);
}
