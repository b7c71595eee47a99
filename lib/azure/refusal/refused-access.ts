import { z } from 'zod';
import { isFleetHub } from '#lib/clusters/cluster';
import type { ClusterId } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { parseJson } from '#lib/parse-json';
import type { AzureError } from './error-body.ts';

type Rule = (error: AzureError, about: ClusterId | undefined) => Failure | undefined;

/** By Azure's code, in lower case. Rules about who may do what; they do not depend on the status. */
const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['authorizationfailed', missingRight],
  ['linkedauthorizationfailed', missingLinkedRight],
  ['denyassignmentauthorizationfailed', deniedRight],
  ['requestdisallowedbypolicy', deniedByPolicy],
  // The rules that Azure itself lays on a subscription, that people who write use a second factor for one.
  ['requestdisallowedbyazure', deniedByPolicy],
  ['scopelocked', ({ message }) => ({ code: 'locked', scopes: lockedScopes(message) })],
  ['readonlydisabledsubscription', () => ({ code: 'subscription-disabled' })],
]);

/** The refusal that governance gives: rights, linked rights, policy, locks, a disabled subscription. */
export function refusedAccess(
  errors: readonly AzureError[],
  about: ClusterId | undefined,
): Failure | undefined {
  for (const error of errors) {
    const failure = rules.get(error.code.toLowerCase())?.(error, about);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** "… to perform action 'A' over scope 'S' …", or of a deny assignment "… action 'A' on scope 'S' …". */
function missingRight({ message }: AzureError): Failure | undefined {
  const [, action, scope] = /action '([^']+)' (?:over|on) scope '([^']+)'/i.exec(message) ?? [];
  if (action === undefined || scope === undefined) return undefined;
  return { code: 'not-authorized', action, scope };
}

/** "… however, it does not have permission to perform action(s) 'A' on the linked scope(s) 'S' …". */
function missingLinkedRight({ message }: AzureError): Failure | undefined {
  const words =
    /not have permission to perform action(?:\(s\))? '([^']+)' on the linked scope(?:\(s\))? '([^']+)'/i;
  const [, action, linkedScope] = words.exec(message) ?? [];
  if (action === undefined || linkedScope === undefined) return undefined;
  return { code: 'linked-not-authorized', action, linkedScope };
}

/** Fleet Manager keeps its hub in a resource group of its own, behind deny assignments. */
function deniedRight(error: AzureError, about: ClusterId | undefined): Failure | undefined {
  return about && isFleetHub(about) ? { code: 'fleet-hub' } : missingRight(error);
}

function lockedScopes(message: string): string[] {
  const scopes = /scope\(s\) are locked: '([^']*)'/i.exec(message)?.[1] ?? '';
  return scopes
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '');
}

const text = z.string().min(1).optional().catch(undefined);

const violationSchema = z.object({
  policyDefinitionDisplayName: text,
  policyAssignmentDisplayName: text,
  policyDefinitionName: text,
  policyDefinitionId: text,
});

const identifierSchema = z.array(
  z.object({
    policyDefinition: z.object({ name: text, id: text }).catch({}),
    policyAssignment: z.object({ name: text, id: text }).catch({}),
  }),
);

function deniedByPolicy(error: AzureError): Failure {
  return { code: 'policy-denied', policies: policiesOf(error) };
}

function policiesOf(error: AzureError): string[] {
  const named = error.additionalInfo
    .filter(({ type }) => type.toLowerCase() === 'policyviolation')
    .map(({ info }) => nameOfViolation(info));
  const policies = named.length > 0 ? named : policiesInMessage(error.message);
  return [...new Set(policies.filter((policy) => policy !== undefined))];
}

function nameOfViolation(info: unknown): string | undefined {
  const parsed = violationSchema.safeParse(info);
  if (!parsed.success) return undefined;
  const of = parsed.data;
  return (
    of.policyDefinitionDisplayName ??
    of.policyAssignmentDisplayName ??
    of.policyDefinitionName ??
    of.policyDefinitionId
  );
}

/** "… Policy identifiers: '[{"policyAssignment":{…},"policyDefinition":{…}}]'." */
function policiesInMessage(message: string): (string | undefined)[] {
  const [, json = ''] = /policy identifiers: '(\[.*\])'/is.exec(message) ?? [];
  // In a format that we do not know the message itself stays in the trace.
  const identifiers = identifierSchema.safeParse(parseJson(json)).data ?? [];
  return identifiers.map(
    ({ policyDefinition: definition, policyAssignment: assignment }) =>
      definition.name ?? assignment.name ?? definition.id ?? assignment.id,
  );
}
