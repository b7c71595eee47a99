import { z } from 'zod';

const peopleSchema = z.array(z.object({ upn: z.string(), displayName: z.string() }));

/** What the demo says once it runs: where to go, who to be, what to try. */
export async function welcome(url: string, emulatorUrl: string, folder: string): Promise<string> {
  const answer = await fetch(`${emulatorUrl}/_emulator/people`);
  const people = peopleSchema.parse(await answer.json());
  const widest = Math.max(...people.map(({ displayName }) => displayName.length));
  return `
  Drawbridge: ${url}

  Sign in as
${people.map(({ displayName, upn }) => `    ${displayName.padEnd(widest)}  ${upn}`).join('\n')}

  Try
    1. Search for a cluster and press Add my IP: you come from 81.2.69.142.
    2. Paste "137.117.106.90/29" into Add ranges and press Review changes.
    3. Restrict a cluster that is open to anyone.
    4. Sign in as the reader and see what Azure refuses, in words.
    5. Open the same cluster twice and change it in both.

  Azure is the emulator at ${emulatorUrl}, logs are in ${folder}. Ctrl-C stops both.
`;
}
