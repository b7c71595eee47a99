import { expect, test } from 'vitest';
import { ownerFromTags } from './owner.ts';

test.each([
  [{ 'managed-by': 'terraform' }, 'Terraform (tag managed-by: terraform)'],
  [{ ManagedBy: 'OpenTofu' }, 'Terraform (tag ManagedBy: OpenTofu)'],
  [{ managed_by: 'platform team' }, 'platform team (tag managed_by: platform team)'],
  [{ terraform: 'true' }, 'Terraform (tag terraform: true)'],
  [{ 'terraform-workspace': 'prod' }, 'Terraform (tag terraform-workspace: prod)'],
  [{ createdBy: 'Bicep' }, 'Bicep (tag createdBy: Bicep)'],
  [{ IaC: 'pulumi' }, 'Pulumi (tag IaC: pulumi)'],
  [{ 'pulumi:stack': 'prod' }, 'Pulumi (tag pulumi:stack: prod)'],
  [{ 'azd-env-name': 'demo' }, 'Azure Developer CLI (tag azd-env-name: demo)'],
  [
    { 'crossplane-kind': 'kubernetescluster' },
    'Crossplane (tag crossplane-kind: kubernetescluster)',
  ],
  [
    { 'sigs.k8s.io_cluster-api-provider-azure_cluster_a': 'owned' },
    'Cluster API (tag sigs.k8s.io_cluster-api-provider-azure_cluster_a: owned)',
  ],
  [{ team: 'payments', 'managed-by': 'ansible' }, 'Ansible (tag managed-by: ansible)'],
])('%j: %s', (tags, owner) => {
  expect(ownerFromTags(tags)).toBe(owner);
});

test.each([
  {},
  { team: 'payments', environment: 'prod' },
  { terraform: 'false' },
  { createdBy: 'Anna' },
  { source: 'https://example.com' },
  { 'managed-by': '' },
  { team: 'terraform' },
])('%j names no owner', (tags) => {
  expect(ownerFromTags(tags)).toBeUndefined();
});
