import type { Plan, PlanLine } from './batch-plan.ts';
import { csvRecord, excelMark } from './csv.ts';
import { formatClusterId } from './resource-id.ts';

const head = [
  'What happens',
  'Why',
  'Cluster',
  'Resource group',
  'Subscription',
  'Access',
  'Entries before',
  'Entries after',
  'Resource id',
];

/** A plan as a table for a change ticket: every cluster, and what was asked of all of them. */
export function planCsv(plan: Plan, asked: string): string {
  const { changes, asks, alreadySo, leftOut } = plan;
  const parts: readonly (readonly [what: string, why: string, lines: readonly PlanLine[]])[] = [
    [asked, '', changes],
    ...asks.map(
      ({ findings, lines }) =>
        [`${asked}, if agreed to`, findings.map(({ title }) => title).join(', '), lines] as const,
    ),
    ['Already so', '', alreadySo],
    ...leftOut.map(({ title, lines }) => ['Left out', title, lines] as const),
  ];
  const records = parts.flatMap(([what, why, lines]) =>
    lines.map(({ row, before, after }) =>
      csvRecord([
        ...[what, why, row.id.name, row.id.resourceGroup, row.subscriptionName, row.access],
        ...[before, after, formatClusterId(row.id)],
      ]),
    ),
  );
  return excelMark + csvRecord(head) + records.join('');
}
