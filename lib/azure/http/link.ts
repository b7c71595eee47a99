import type { Arm } from './arm.ts';

/**
 * The address that a path or a link of Azure's names, or undefined when it is not on the configured
 * origin: `nextLink`, `Location` and `Azure-AsyncOperation` are followed with the person's token.
 */
export function linkOnArm(arm: Pick<Arm, 'origin'>, link: string): URL | undefined {
  if (!URL.canParse(link, arm.origin)) return undefined;
  const url = new URL(link, arm.origin);
  const foreign = url.origin !== arm.origin || url.username !== '' || url.password !== '';
  return foreign ? undefined : url;
}
