'use server';

import { notFound } from 'next/navigation';
import { requireSession } from '#lib/auth/next';

/** Stands in until batches are here. */
export async function planBatch(_form: FormData): Promise<void> {
  await requireSession();
  notFound();
}
