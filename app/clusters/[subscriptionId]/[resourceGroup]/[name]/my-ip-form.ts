import { z } from 'zod';
import { keepForSchema } from '#app/keep-for-field';
import { nothingSubmitted } from '#lib/changes/shown/form-state';
import { fieldsIn, textsIn } from '#lib/changes/shown/form-text';
import { parseClusterId } from '#lib/clusters/resource-id';
import { accesses } from '#lib/ranges/access';
import { addressProblemWords, parseClientAddress } from '#lib/ranges/address';
import { err, ok } from '#lib/result';

const formSchema = z.object({
  cluster: z.string(),
  address: z.string().max(100),
  source: z.enum(['detected', 'typed']).catch('typed'),
  key: z.uuid(),
  accessSeen: z.enum(accesses).catch('unknown'),
  resourceUid: z.string().max(200).optional().catch(undefined),
  keepFor: keepForSchema,
  /** The entry that goes when this address comes. */
  swap: z.string().max(20).optional(),
});

/** What came with the form of Add my IP. */
export type PostedAddress = Extract<ReturnType<typeof readPostedAddress>, { ok: true }>['value'];

/** Reads the form of Add my IP. The error is a sentence for its reader. */
export function readPostedAddress(form: FormData) {
  const fields = formSchema.safeParse(fieldsIn(form));
  if (!fields.success) return err('This form is incomplete. Please open the page again.');
  const { cluster, address, source, keepFor, ...rest } = fields.data;
  const clusterId = parseClusterId(cluster);
  if (!clusterId.ok) return err(clusterId.error);
  const own = parseClientAddress(address);
  if (!own.ok) return err(addressProblemWords(own.error));
  return ok({
    ...rest,
    clusterId: clusterId.value,
    address: own.value,
    addressSource: source,
    keepForSeconds: keepFor,
    submitted: { ...nothingSubmitted, confirmations: textsIn(form, 'confirm') },
  });
}
