import type { Person } from '../crash/harness/http.ts';
import { signIn } from '../crash/harness/person.ts';
import type { House } from './house.ts';

/** Who may write everything in the fleet. */
export const operator = { upn: 'ines.okafor@contoso.com', displayName: 'Ines Okafor' };

/** One of the two hundred others, from 0. Each is somebody about whom the console knows nothing yet. */
export function other(index: number): { readonly upn: string; readonly displayName: string } {
  const number = String(index + 1).padStart(3, '0');
  return { upn: `person-${number}@contoso.com`, displayName: `Person ${number}` };
}

/** Signs somebody in who has not been here. */
export function newcomer({ place }: House, index: number): Promise<Person> {
  return signIn(place, other(index));
}
