import { grouped } from '#lib/grouped';
import { readEntry } from '#lib/ranges/entry';
import type { ClusterId } from './resource-id.ts';

/** One list in the words of one tool. */
type ListInCode = {
  readonly tool: 'Terraform' | 'Bicep' | 'Azure CLI';
  /** Where it belongs, or what it does. */
  readonly place: string;
  readonly code: string;
  /** What the tool does not take of it. */
  readonly note?: string;
};

/**
 * The whole list of a cluster, for where its settings are kept in code: whoever changes it here and not
 * there has it written back by the next run. A bare address gets its `/32`, as Azure reads it back;
 * everything else stays as it is spelled, in its order. What others have put into the list cannot end
 * the text that it stands in.
 *
 * Sources: schema of hashicorp/azurerm, `azurerm_kubernetes_cluster`; AKS's OpenAPI document;
 * `az aks update --help`.
 */
export function listAsCode(id: ClusterId, entries: readonly string[]): readonly ListInCode[] {
  const read = entries.map(readEntry);
  const spelled = read.map(({ text, notes }) =>
    notes.includes('bare-address') ? `${text.trim()}/32` : text,
  );
  const [noRange, ...more] = read.filter(({ kind }) => kind !== 'range');
  return [
    {
      tool: 'Terraform',
      place: 'In azurerm_kubernetes_cluster. Keep what else stands in the block.',
      code: block('api_server_access_profile {', 'authorized_ip_ranges = [', spelled.map(inHcl)),
      ...(noRange === undefined
        ? {}
        : {
            note: `The provider takes ranges only: it refuses “${noRange.text}”${more.length > 0 ? ` and ${grouped(more.length)} more` : ''}.`,
          }),
    },
    {
      tool: 'Bicep',
      place: 'In properties of the cluster. Keep what else stands in the object.',
      code: block('apiServerAccessProfile: {', 'authorizedIPRanges: [', spelled.map(inBicep)),
    },
    {
      tool: 'Azure CLI',
      place: 'Replaces whatever stands there when it runs.',
      code: [
        `az aks update --subscription ${id.subscriptionId}`,
        `--resource-group ${inShell(id.resourceGroup)} --name ${id.name}`,
        `--api-server-authorized-ip-ranges ${inShell(spelled.join(','))}`,
      ].join(' \\\n  '),
    },
  ];
}

function block(open: string, list: string, items: readonly string[]): string {
  return [open, `  ${list}`, ...items.map((item) => `    ${item}`), '  ]', '}'].join('\n');
}

/** Terraform's own characters in a text are `"`, `\`, `${` and `%{`; a comma ends an item. */
function inHcl(text: string): string {
  return `${JSON.stringify(text).replace(/[$%](?=\{)/g, '$&$&')},`;
}

/** Bicep's own characters in a text are `'`, `\` and `${`; a line ends an item. */
function inBicep(text: string): string {
  return `'${text
    .replace(/[\\']|\$(?=\{)/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')}'`;
}

/** In a POSIX shell nothing but the quote itself means anything between single quotes. */
function inShell(text: string): string {
  return /^[\w./:,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
