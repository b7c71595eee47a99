import type { ChangeRow } from '#lib/changes/row';
import {
  decidePolled,
  decidePollFailed,
  decideReadBack,
  decideReadBackFailed,
} from './decide-follow.ts';
import type { Turn } from './turn.ts';

/** Asks once how the operation stands, and reads the cluster back where it is over or cannot be asked. */
export async function stepFollow(turn: Turn, row: ChangeRow): Promise<void> {
  const { operationUrl, operationEnded } = row;
  if (operationUrl === undefined || operationEnded !== undefined) {
    await turn.save(await readBack(turn, row));
    return;
  }
  const [asked] = (await turn.save(await polled(turn, row, operationUrl))) ?? [];
  const isOver = asked?.state === 'applying' && asked.wakeAt === undefined;
  if (isOver && turn.held()) await turn.save(await readBack(turn, asked));
}

async function polled(turn: Turn, row: ChangeRow, operationUrl: string): Promise<ChangeRow> {
  const news = await turn.azure.poll(row, operationUrl);
  return news.ok
    ? decidePolled(row, news.value, turn.time())
    : decidePollFailed(row, news.error, turn.time());
}

async function readBack(turn: Turn, row: ChangeRow): Promise<ChangeRow> {
  const read = await turn.azure.read(row);
  return read.ok
    ? decideReadBack(row, read.value.cluster, turn.time())
    : decideReadBackFailed(row, read.error, turn.time());
}
