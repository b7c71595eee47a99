import { z } from 'zod';
import type { Known } from './azure.ts';
import { operator } from './people.ts';
import { type Summary, summarise, timeEach } from './statistics.ts';
import type { Testbed } from './testbed.ts';

const clusterSchema = z.looseObject({
  properties: z.looseObject({
    eTag: z.string().optional(),
    apiServerAccessProfile: z.looseObject({ authorizedIPRanges: z.array(z.string()) }),
  }),
  eTag: z.string().optional(),
});

/**
 * How long the emulator takes for the two answers that a change waits for, asked by nobody but the bench:
 * one cluster is read, and written with one entry more.
 */
export async function emulatorShare(
  { control, emulator }: Testbed,
  clusters: readonly Known[],
  counts: { readonly warmUp: number; readonly n: number },
  entry: string,
): Promise<Summary> {
  const authorization = `Bearer ${await control.token({ person: operator.upn })}`;
  const ask = async (id: string, init: RequestInit = {}): Promise<string> => {
    const url = `${emulator.url}${id}?api-version=2026-06-01`;
    const headers = { authorization, 'content-type': 'application/json', ...init.headers };
    const answer = await fetch(url, { ...init, headers });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${id} was answered ${answer.status}: ${text}`);
    return text;
  };
  return summarise(
    await timeEach(counts, async (at) => {
      const id = clusters[at]?.id ?? '';
      const read = clusterSchema.parse(JSON.parse(await ask(id)));
      read.properties.apiServerAccessProfile.authorizedIPRanges.push(entry);
      const headers = read.eTag === undefined ? {} : { 'if-match': read.eTag };
      await ask(id, { method: 'PUT', body: JSON.stringify(read), headers });
    }),
  );
}
