import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { jsonValueSchema, parseJson } from '../json.ts';

const recordingSchema = z.object({
  exchanges: z.array(
    z.object({
      method: z.string(),
      uri: z.string(),
      sent: jsonValueSchema.optional(),
      status: z.number(),
      headers: z.record(z.string(), z.string()),
      body: jsonValueSchema,
    }),
  ),
});

/** A request that was really sent to Azure and what Azure answered. */
export type Exchange = z.infer<typeof recordingSchema>['exchanges'][number];

/** The exchanges of a recording under `spec/recordings/`, in order. */
export function recording(file: string): Exchange[] {
  const text = readFileSync(new URL(`../spec/recordings/${file}`, import.meta.url), 'utf8');
  return recordingSchema.parse(parseJson(text)).exchanges;
}
