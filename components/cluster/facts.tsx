import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Cluster } from '#lib/clusters/cluster';
import { formatClusterId } from '#lib/clusters/resource-id';
import { CopyButton } from '../ui/copy-button.tsx';

/** The facts of a cluster that matter for who may reach it; `egress` may arrive later. */
export function Facts({ cluster, egress }: { cluster: Cluster; egress: ReactNode }) {
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-6 gap-y-3">
      <Fact name="State">{stateWords(cluster)}</Fact>
      <Fact name="Kubernetes">{cluster.kubernetesVersion ?? 'unknown'}</Fact>
      <Fact name="Location">{cluster.location}</Fact>
      <Fact name="Tier">
        {[cluster.skuName, cluster.skuTier].filter((word) => word !== undefined).join(' ') ||
          'unknown'}
      </Fact>
      <Fact name="Outbound type">{cluster.outboundType ?? 'loadBalancer'}</Fact>
      <Fact name="Nodes leave from">{egress}</Fact>
      <Fact name="API server" wide copy={cluster.fqdn ?? cluster.privateFqdn}>
        <code className="font-mono text-xs">
          {cluster.fqdn ?? cluster.privateFqdn ?? 'unknown'}
        </code>
      </Fact>
      <Fact name="Resource id" wide copy={formatClusterId(cluster.id)}>
        <code className="font-mono text-xs">{formatClusterId(cluster.id)}</code>
      </Fact>
    </dl>
  );
}

/** Provisioning and power state in the words Azure uses. */
export function stateWords({ provisioningState, powerState }: Cluster): string {
  if (powerState === 'Stopped') return 'Stopped';
  return provisioningState === undefined || provisioningState === 'Succeeded'
    ? (powerState ?? 'unknown')
    : provisioningState;
}

function Fact({
  name,
  children,
  wide = false,
  copy,
}: {
  name: string;
  children: ReactNode;
  wide?: boolean;
  copy?: string | undefined;
}) {
  return (
    <div className={clsx('min-w-0', wide && 'sm:col-span-2')}>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="flex min-w-0 items-center gap-1">
        <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
        {copy !== undefined && <CopyButton text={copy} label={`Copy: ${name}`} />}
      </dd>
    </div>
  );
}
