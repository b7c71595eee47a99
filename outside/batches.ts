import type { Person } from './person.ts';
import type { Sheet } from './sheet.ts';

/** The plan of adding a range to all clusters that somebody sees. */
export async function planFor(person: Person, range: string): Promise<Sheet> {
  return person.press(await draftOfAll(person), 'Show the plan', { fill: { 'Add ranges': range } });
}

/** The page that asks what to change in all clusters that somebody sees. */
export async function draftOfAll(person: Person): Promise<Sheet> {
  return person.press(await person.open('/clusters'), 'Change all ');
}
