import 'server-only';
import { redirect } from 'next/navigation';

/** Stands in for the act of changing many clusters, until that is here: it leads back to the list. */
export async function planBatch(form: FormData): Promise<void> {
  redirect(`/clusters?${form.get('view') ?? ''}`);
}
