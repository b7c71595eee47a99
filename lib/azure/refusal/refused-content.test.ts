import { expect, test } from 'vitest';
import { said, saidFlat } from '#lib/azure/test-answers';
import { shop } from '#lib/azure/test-azure';
import { readRefusal } from './refusal.ts';

type Case = [
  behaviour: string,
  answer: { status: number; bodyText: string },
  failure: Record<string, unknown>,
];

const cases: Case[] = [
  [
    'another operation, with what it does',
    saidFlat(
      409,
      'OperationNotAllowed',
      'Operation is not allowed: Another operation (Updating) is in progress, please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation for more details',
    ),
    { code: 'busy', operation: 'Updating' },
  ],
  [
    'an operation of a node pool',
    saidFlat(
      409,
      'OperationNotAllowed',
      'Operation is not allowed: Another operation is in progress (nodepool1 - Updating)',
    ),
    { code: 'busy', operation: 'nodepool1 - Updating' },
  ],
  [
    'the newer wording for a node pool',
    said(
      409,
      'operationnotallowed',
      'Another agentpool operation (nodepool1 - Creating) is in progress',
    ),
    { code: 'busy', operation: 'nodepool1 - Creating' },
  ],
  [
    'the wording of 2026, by what is done and not by its id',
    saidFlat(
      409,
      'OperationNotAllowed',
      "Operation is not allowed because there's an in progress update node pool operation (operation ID: 84d90bcb-c52c-40f5-8180-28f22ccf0832) on the agent pool system started on UTC 2026-02-12T03:41:29Z. Please wait for it to finish before starting a new operation.",
    ),
    { code: 'busy', operation: 'update node pool' },
  ],
  [
    'an operation that took the place of ours as busy, whatever its status',
    saidFlat(
      400,
      'AKSOperationPreempted',
      'This operation has been preempted by another operation with ID 84d90bcb-c52c-40f5-8180-28f22ccf0832',
    ),
    { code: 'busy' },
  ],
  [
    "AKS's own eTag mismatch as busy, not as a lost race of ours",
    saidFlat(409, 'EtagMismatch', 'Operation is not allowed: Another operation is in progress', {
      details: [
        {
          code: 'Unspecified',
          message: 'rpc error: code = FailedPrecondition desc = Etag mismatched',
        },
      ],
      subcode: 'PutManagedClusterAndComponents_FailedPrecondition',
    }),
    { code: 'busy', azureCode: 'EtagMismatch' },
  ],
  [
    'a quota that is used up as an objection, though it shares its code with busy',
    said(
      409,
      'OperationNotAllowed',
      'Operation could not be completed as it results in exceeding approved Total Regional Cores quota.',
    ),
    { code: 'objection', status: 409 },
  ],
  [
    'a stopped cluster',
    saidFlat(
      409,
      'OperationNotAllowed',
      'managed cluster is in Provisioning State(Succeeded) and Power State(Stopped), updating cannot be performed',
    ),
    { code: 'stopped' },
  ],
  [
    'ranges on a private cluster',
    saidFlat(400, 'InvalidParameter', 'Private cluster cannot be enabled with AuthorizedIPRanges.'),
    { code: 'private-cluster' },
  ],
  [
    'too many ranges, with the limit',
    saidFlat(
      400,
      'InvalidParameter',
      'The number of APIServer Authorized IP Ranges is greater than the allowed value 200.',
    ),
    { code: 'too-many-ranges', limit: 200 },
  ],
  [
    'a Basic load balancer',
    saidFlat(
      400,
      'InvalidParameter',
      'API server authorized IP ranges are not supported on clusters with a Basic load balancer.',
    ),
    { code: 'basic-load-balancer' },
  ],
  [
    'a load balancer that is not Standard',
    saidFlat(
      400,
      'InvalidParameter',
      'APIServerAuthorizedIPRanges is only supported with a Standard load balancer.',
    ),
    { code: 'basic-load-balancer' },
  ],
  [
    'a cluster-only entry among others as an objection with its words',
    saidFlat(
      400,
      'InvalidParameter',
      'Setting apiServerAuthorizedIPRange to 0.0.0.0/32 is not allowed with other IP ranges.',
    ),
    { code: 'objection', status: 400, azureCode: 'InvalidParameter' },
  ],
];

for (const [behaviour, answer, failure] of cases) {
  test(`reads ${behaviour}`, () => {
    const read = readRefusal({ ...answer, headers: new Headers() }, { about: shop });
    expect(read).toMatchObject(failure);
  });
}
