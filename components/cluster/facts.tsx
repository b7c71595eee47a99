import clsx from 'clsx';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Cluster } from '#lib/clusters/cluster';
import { clusterPath, formatClusterId } from '#lib/clusters/resource-id';
import { Breakable } from '../ui/breakable.tsx';
import { CopyButton } from '../ui/copy-button.tsx';

/** Where a cluster's nodes leave from: ranges with what they belong to, and sentences about the rest. */
type EgressFacts = {
  readonly addresses: readonly { readonly cidr: string; readonly source: string }[];
  readonly unknown: readonly { readonly because: string }[];
};

/** The facts of a cluster that matter for who may reach it. */
export function Facts({
  cluster,
  egress,
  portalUrl,
}: {
  cluster: Cluster;
  egress: EgressFacts;
  /** The cluster's page in the Azure portal. */
  portalUrl: string;
}) {
  return (
    <section aria-label="Facts" className="card p-4 md:p-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:max-xl:grid-cols-4">
        <Fact name="Kubernetes version">{cluster.kubernetesVersion ?? 'unknown'}</Fact>
        <Fact name="Pricing tier">{pricingTier(cluster)}</Fact>
        <Fact name="Outbound type" wide>
          {cluster.outboundType ?? 'loadBalancer'}
        </Fact>
        <Fact name="Nodes leave from" wide>
          {egress.addresses.map(({ cidr, source }) => (
            <span key={cidr} className="block">
              <code className="font-mono text-xs">{cidr}</code>{' '}
              <span className="text-xs text-muted">{source}</span>
            </span>
          ))}
          {egress.unknown.map(({ because }) => (
            <span key={because} className="block text-xs text-muted">
              {because}
            </span>
          ))}
        </Fact>
        <Fact name="API server" wide copy={cluster.fqdn ?? cluster.privateFqdn}>
          <code className="font-mono text-xs">
            <Breakable text={cluster.fqdn ?? cluster.privateFqdn ?? 'unknown'} />
          </code>
        </Fact>
        <Fact name="Resource id" wide copy={formatClusterId(cluster.id)}>
          <code className="font-mono text-xs">
            <Breakable text={formatClusterId(cluster.id)} />
          </code>
        </Fact>
      </dl>
      <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1">
        {cluster.entries.length > 0 && (
          <Link href={`${clusterPath(cluster.id)}/as-code`} prefetch={false} className="link">
            List as code
          </Link>
        )}
        <a href={portalUrl} className="link">
          Open in the Azure portal
        </a>
      </p>
    </section>
  );
}

/** As the portal says it; that a cluster is of the usual kind, `Base`, goes without saying. */
function pricingTier({ skuName, skuTier }: Cluster): string {
  const kind = skuName === 'Base' ? undefined : skuName;
  return [skuTier, kind].filter((word) => word !== undefined).join(', ') || 'unknown';
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
    <div className={clsx('min-w-0', wide && 'col-span-2')}>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="flex min-w-0 items-center gap-1">
        <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
        {copy !== undefined && <CopyButton text={copy} label={`Copy: ${name}`} />}
      </dd>
    </div>
  );
}
