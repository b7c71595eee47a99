import type { Written } from '#lib/azure/cluster/write';
import type { AuditLine, ClusterReading } from '#lib/changes/ports';
import type { ChangeRow, Sent } from '#lib/changes/row';
import type { Now } from '#lib/changes/transitions';
import { formatClusterId } from '#lib/clusters/resource-id';
import { asUnsent, decideWritten, withoutPut } from './decide-write.ts';
import type { Turn } from './turn.ts';

/**
 * Sends one PUT for these rows, which have been stored with it, and stores the rows by its answer.
 * The PUT is judged by the first row. Writes the audit lines.
 */
export async function sendPut(
  turn: Turn,
  rows: readonly ChangeRow[],
  sent: Sent,
  { reading, body }: { readonly reading: ClusterReading; readonly body: string },
): Promise<void> {
  const [lead] = rows;
  if (!lead) return;
  const line = auditLine(rows, lead, sent);
  turn.audit({ ...line, event: 'put-sent' });
  const { correlationId } = sent;
  const request = { body, ifMatch: ifMatch(sent), correlationId, reading };
  const written = await turn.azure.put(lead, request);
  const outcome = written.kind === 'refused' ? written.failure.code : written.kind;
  turn.audit({ ...line, event: 'put-answered', outcome });
  const known = written.kind === 'not-sent' ? rows.map(withoutPut) : rows;
  await turn.save(...known.map((row, at) => answered(row, at === 0, written, turn.time())));
}

/**
 * A refusal of a PUT for several changes may be about one of them: the first is judged by it, and the
 * others are tried again by themselves.
 */
function answered(row: ChangeRow, leads: boolean, written: Written, time: Now): ChangeRow {
  const isRefusal = written.kind === 'refused' || written.kind === 'not-sent';
  const isFirst = row.sent?.tries === 1;
  return isRefusal && isFirst && !leads
    ? asUnsent(row, time.now, written.failure)
    : decideWritten(row, written, time);
}

/** AKS's own examples send the eTag bare; HTTP wants it quoted. */
function ifMatch({ eTag, quoting }: Sent): string | undefined {
  return eTag !== undefined && quoting === 'quoted' ? `"${eTag}"` : eTag;
}

function auditLine(
  rows: readonly ChangeRow[],
  lead: ChangeRow,
  { before, target, correlationId }: Sent,
): Omit<AuditLine, 'event'> {
  return {
    changes: rows.map(({ id }) => id),
    cluster: formatClusterId(lead.clusterId),
    author: lead.author.username,
    grantId: lead.grantId,
    before,
    after: target,
    correlationId,
  };
}
