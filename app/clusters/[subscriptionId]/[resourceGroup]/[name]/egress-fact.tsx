import type { OpenCluster } from '#app/clusters/read-cluster';
import { readEgress } from '#lib/azure/egress';
import { currentParts } from '#lib/process';

/** Where the nodes leave from; arrives after the rest of the page, for it takes a question more. */
export async function EgressFact({ opened }: { opened: OpenCluster }) {
  const { addresses, unknown } = await readEgress(
    currentParts().arm,
    opened.credential,
    opened.reading.cluster,
  );
  return (
    <>
      {addresses.map(({ cidr, source }) => (
        <span key={cidr} className="block">
          <code className="font-mono text-xs">{cidr}</code>{' '}
          <span className="text-xs text-muted">{source}</span>
        </span>
      ))}
      {unknown.map((reason) => (
        <span key={reason} className="block text-xs text-muted">
          Not all known. {reason}
        </span>
      ))}
    </>
  );
}
