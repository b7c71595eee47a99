/** Tools that keep a cluster's settings in code, and how tags name them. */
const tools: readonly (readonly [word: RegExp, tool: string])[] = [
  [/terraform|terragrunt|opentofu|^tofu$/i, 'Terraform'],
  [/pulumi/i, 'Pulumi'],
  [/crossplane/i, 'Crossplane'],
  [/\bazd\b|azd-env-name/i, 'Azure Developer CLI'],
  [/bicep|arm[- ]?template/i, 'Bicep'],
  [/cluster-api-provider-azure|\bcapz\b/i, 'Cluster API'],
  [/ansible/i, 'Ansible'],
  [/azure service operator|\baso\b/i, 'Azure Service Operator'],
];

/** Tags whose value names the owner, whatever it is: `managed-by: platform team`. */
const ownerKey = /^managed[-_ ]?by$/i;

/** Tags whose value counts only where it names a known tool: `created-by: terraform`. */
const originKey =
  /^(created|provisioned|deployed|maintained|owned)[-_ ]?(by|with)$|^(iac|tool|tooling|provisioner|source|deployment)$/i;

/**
 * Who seems to own the cluster's settings, with the tag that says so: `Terraform (tag managed-by:
 * terraform)`. An owner in code may write the whole list back at its next run. A guess by
 * convention: no tag proves anything.
 */
export function ownerFromTags(tags: Readonly<Record<string, string>>): string | undefined {
  const guesses = Object.entries(tags).map(([key, value]) => ownerFromTag(key, value));
  return guesses.find((guess) => guess !== undefined);
}

function ownerFromTag(key: string, value: string): string | undefined {
  const said = `tag ${key}: ${value}`;
  const inKey = toolNamed(key);
  if (inKey && !/^(false|no|0)$/i.test(value)) return `${inKey} (${said})`;
  if (!ownerKey.test(key) && !originKey.test(key)) return undefined;
  const inValue = toolNamed(value);
  if (inValue) return `${inValue} (${said})`;
  return ownerKey.test(key) && value.trim() !== '' ? `${value.trim()} (${said})` : undefined;
}

function toolNamed(text: string): string | undefined {
  return tools.find(([word]) => word.test(text))?.[1];
}
