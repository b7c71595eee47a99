import { z } from 'zod';
import { keepForSchema } from '#app/keep-for-field';
import { type ChangeMode, changeModes, type Submitted } from '#lib/changes/shown/form-state';
import { fieldsIn, reasonIn, textsIn } from '#lib/changes/shown/form-text';
import { rangesIn, type TypedProblems, withNamed, withSuggestion } from '#lib/changes/typed-ranges';
import { type ClusterId, parseClusterId } from '#lib/clusters/resource-id';
import { accesses } from '#lib/ranges/access';
import { opensByKey } from '#lib/ranges/finding-words';
import { askedIntentsSchema, type Intent } from '#lib/ranges/intent';
import { err, ok, type Result } from '#lib/result';

const formSchema = z.object({
  cluster: z.string(),
  mode: z.enum(changeModes),
  step: z.enum(['review', 'edit', 'apply']).catch('review'),
  text: z.string().catch(''),
  firewall: z.string().catch(''),
  key: z.uuid().optional().catch(undefined),
  accessSeen: z.enum(accesses).optional().catch(undefined),
  resourceUid: z.string().max(200).optional().catch(undefined),
  typedName: z.string().max(200).catch(''),
  keepFor: keepForSchema,
  location: z.string().optional().catch(undefined),
  use: z.string().max(200).optional().catch(undefined),
  firewallSeen: z.string().max(2000).optional().catch(undefined),
});

/** What came with the change form, checked for shape only. */
export type PostedChange = {
  readonly clusterId: ClusterId;
  readonly submitted: Submitted;
  readonly keepForSeconds?: number | undefined;
} & Readonly<
  Pick<
    z.infer<typeof formSchema>,
    'mode' | 'step' | 'key' | 'accessSeen' | 'resourceUid' | 'typedName'
  >
>;

/** Reads the form; fails only for a request that no page of ours sends. */
export function readPostedChange(form: FormData): Result<PostedChange, 'not-a-form'> {
  const fields = formSchema.safeParse(fieldsIn(form));
  if (!fields.success) return err('not-a-form');
  const { cluster, use, location, text: typed, keepFor, ...others } = fields.data;
  const { firewall, firewallSeen, ...rest } = others;
  const clusterId = parseClusterId(cluster);
  if (!clusterId.ok) return err('not-a-form');
  const mended = use === undefined ? typed : withSuggestion(typed, use);
  return ok({
    ...rest,
    step: (location ?? firewallSeen) === undefined ? rest.step : 'edit',
    clusterId: clusterId.value,
    keepForSeconds: keepFor,
    submitted: {
      text: location === undefined ? mended : withNamed(mended, location),
      firewall: firewallSeen ?? firewall,
      removals: textsIn(form, 'remove'),
      confirmations: textsIn(form, 'confirm'),
      reason: reasonIn(form),
      keepFor: String(keepFor ?? ''),
    },
  });
}

/**
 * True for the act of opening, and for an edit whose author has agreed that it opens the cluster, as
 * the removal of the last entry does. Without that agreement the worker asks before it opens anything.
 */
export function opensCluster({ mode, submitted }: PostedChange): boolean {
  return mode === 'open' || submitted.confirmations.some(opensByKey);
}

/** Why the form holds nothing that could be reviewed. */
type FormProblems = TypedProblems & { readonly firewallProblem?: string };

/** The intents of a form: what its text would add, what its ticks would remove, what its mode crosses to. */
export function intentsOf(
  mode: ChangeMode,
  submitted: Submitted,
): Result<readonly Intent[], FormProblems> {
  if (mode === 'open' || mode === 'cluster-only') return ok([{ do: mode }]);
  const ranges = rangesIn(submitted.text);
  if (!ranges.ok) return ranges;
  const firewall = firewallRanges(submitted.firewall);
  if (!firewall.ok) return firewall;
  const intents: readonly Intent[] =
    mode === 'restrict'
      ? restriction([...ranges.value, ...firewall.value])
      : [
          ...submitted.removals.map((entry): Intent => ({ do: 'remove', entry })),
          ...ranges.value.map((range): Intent => ({ do: 'add', range })),
        ];
  if (intents.length === 0) return err({ title: nothingTitles[mode], problems: [] });
  const asked = askedIntentsSchema.safeParse(intents);
  if (asked.success) return ok(asked.data);
  return err({ title: asked.error.issues.map(({ message }) => message).join(' '), problems: [] });
}

const nothingTitles = {
  edit: 'Type what to add, or mark what to remove.',
  restrict: 'List at least one range that stays let in.',
} as const;

function firewallRanges(text: string): Result<readonly string[], FormProblems> {
  const ranges = rangesIn(text);
  if (ranges.ok) return ranges;
  const firewallProblem = ranges.error.problems.map(({ words }) => words).join(' ');
  const title = 'The address of the firewall cannot be used.';
  return err({ title, problems: [], firewallProblem: firewallProblem || ranges.error.title });
}

function restriction(ranges: readonly string[]): readonly Intent[] {
  return ranges.length === 0 ? [] : [{ do: 'restrict', ranges: [...ranges] }];
}
