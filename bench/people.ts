import type { Operator } from '../outside/azure.ts';
import { type Person, signInAt } from '../outside/person.ts';
import type { Testbed } from './testbed.ts';

/** Who may write everything in the fleet. */
export const operator: Operator = { upn: 'ines.okafor@contoso.com', displayName: 'Ines Okafor' };

/** One of the two hundred others, from 0. Each is somebody about whom the console knows nothing yet. */
export function other(index: number): Operator {
  const number = String(index + 1).padStart(3, '0');
  return { upn: `person-${number}@contoso.com`, displayName: `Person ${number}` };
}

/** Signs somebody in who has not been here. */
export function newcomer({ place }: Pick<Testbed, 'place'>, index: number): Promise<Person> {
  return signInAt(place, other(index));
}
