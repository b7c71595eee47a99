import { z } from 'zod';
import { keepForChoices } from '#lib/changes/shown/keep-for';

/** For how long what is added stays, in seconds; undefined where it stays until somebody takes it out. */
export const keepForSchema = z
  .enum(['', ...keepForChoices.map(String)])
  .optional()
  .transform((text) => (text ? Number(text) : undefined));
