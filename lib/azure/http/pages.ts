import { z } from 'zod';
import type { Credential } from '#lib/azure/credential';
import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import type { Arm } from './arm.ts';
import { readAs } from './read.ts';

const pageSchema = z.object({
  value: z.array(z.unknown()),
  nextLink: z.string().nullish(),
});

/**
 * All items of an ARM list. `nextLink` is followed verbatim; the last page may be empty, and a link
 * that comes back a second time ends in a failure instead of a loop. Reading stops early once there is
 * `enough`: AKS names a next page even where there is none.
 */
export async function readPages(
  arm: Arm,
  credential: Credential,
  path: string,
  enough: (items: readonly unknown[]) => boolean = () => false,
): Promise<Result<readonly unknown[], Failure>> {
  const items: unknown[] = [];
  const seen = new Set<string>();
  for (let url = path; url !== ''; ) {
    if (seen.has(url)) return err(repeated(url));
    seen.add(url);
    const page = await readAs(arm, credential, { url }, pageSchema);
    if (!page.ok) return page;
    items.push(...page.value.value);
    url = enough(items) ? '' : (page.value.nextLink ?? '');
  }
  return ok(items);
}

function repeated(url: string): Failure {
  const path = url.split('?')[0];
  return { code: 'azure-error', status: 200, azureMessage: `The list at ${path} repeats a page` };
}
