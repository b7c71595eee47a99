import type { Cluster } from '#lib/clusters/cluster';
import { roleToAskFor } from '#lib/clusters/role-definition';
import { CodeBox } from '../ui/code-box.tsx';

/** The smallest role that would do, to be sent to whoever gives out roles. */
export function RoleToAskFor({ cluster }: { cluster: Cluster }) {
  const { json, scopes } = roleToAskFor(cluster);
  return (
    <details className="[overflow-wrap:anywhere]">
      <summary className="cursor-pointer font-medium text-ink">What to ask for</summary>
      <div className="mt-2 grid grid-cols-1 gap-2">
        <p>
          A role with just these rights, for{' '}
          <code className="font-mono text-xs">az role definition create</code>. It has to be given
          to you on:
        </p>
        <ul className="list-disc pl-5 font-mono text-xs marker:text-faint">
          {scopes.map((scope) => (
            <li key={scope}>{scope}</li>
          ))}
        </ul>
        <CodeBox text={json} label="Copy the role definition" />
      </div>
    </details>
  );
}
