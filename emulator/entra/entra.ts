import type { World } from '../world/world.ts';
import { createGrants, type Grants } from './grants.ts';
import { createTokenIssuer, type TokenIssuer } from './tokens.ts';

/** The identity side of the emulator: the people's world, its signing key and what it has handed out. */
export type Entra = {
  readonly world: World;
  readonly issuer: TokenIssuer;
  readonly grants: Grants;
};

/** Entra for a world. */
export async function createEntra(world: World): Promise<Entra> {
  return { world, issuer: await createTokenIssuer(), grants: createGrants() };
}
