import { z } from 'zod';
import { accesses } from './access.ts';

const access = z.enum(accesses);

/** Something a change would do that its author must have seen. Stored with changes, so it is a schema. */
export const findingSchema = z.discriminatedUnion('code', [
  /** Another access state than before. */
  z.object({ code: z.literal('crossing'), from: access, to: access }),
  /** It adds ranges that are a large part of the internet; `addresses` is how many all of them hold. */
  z.object({
    code: z.literal('vast-ranges'),
    ranges: z.array(z.string()).readonly(),
    addresses: z.number(),
  }),
  /** The person got in until now and will not any more. */
  z.object({
    code: z.literal('own-address-lost'),
    address: z.string(),
    /** It was not certain that they got in: a service tag, or an entry that nobody understands. */
    perhaps: z.literal(true).optional(),
  }),
  /** The list is being made, or made again, without the person's own address. */
  z.object({ code: z.literal('own-address-blocked'), address: z.string() }),
  /** The nodes leave from these addresses, and no entry admits them after the change. */
  z.object({ code: z.literal('egress-lost'), addresses: z.array(z.string()).readonly() }),
  /** Nobody can tell which addresses the nodes leave from. `because` is a sentence. */
  z.object({ code: z.literal('egress-unknown'), because: z.string() }),
  /** `0.0.0.0/32` admits only the Standard load balancer, and this cluster's way out is another. */
  z.object({ code: z.literal('cluster-only-egress'), outboundType: z.string() }),
  /** It was to tidy without a difference to anybody, and lets so many addresses in, and shuts so many out. */
  z.object({ code: z.literal('other-addresses'), letsIn: z.number(), shutsOut: z.number() }),
  /** It takes out what other people (by name) have asked for, too. */
  z.object({
    code: z.literal('asked-by-others'),
    names: z.array(z.string()).readonly(),
    entries: z.array(z.string()).readonly(),
  }),
  /** A write makes AKS try again to repair the cluster. */
  z.object({ code: z.literal('failed-cluster') }),
  /** Nothing but a service tag is left. */
  z.object({ code: z.literal('service-tag-only') }),
  /** At least nine tenths of what AKS takes; only said, never asked. */
  z.object({ code: z.literal('limit-near'), count: z.number(), limit: z.number() }),
]);

/** One finding; its words are in `finding-words.ts`. */
export type Finding = z.infer<typeof findingSchema>;
