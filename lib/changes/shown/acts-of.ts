import type { Change } from './change.ts';
import { extension, keepForWords } from './keep-for.ts';
import { isScheduled } from './words.ts';

/** What an author may do with a change now. */
export type ChangeAct = 'put-off' | 'cancel' | 'confirm' | 'discard' | 'apply-again' | 'undo';

/** The button by which an act is offered. */
export type OfferedAct = {
  readonly act: ChangeAct;
  readonly label: string;
  readonly primary: boolean;
};

const putOff = {
  act: 'put-off',
  label: `${keepForWords(extension)} more`,
  primary: false,
} as const;

/** What the author of a change is offered to do with it; `opens`: going on opens its cluster to the internet. */
export function actsOf(change: Change, opens: boolean): readonly OfferedAct[] {
  // What is not taken out at its time stays.
  const keep = change.startsAt === undefined ? undefined : 'Keep it';
  switch (change.state) {
    case 'held':
    case 'queued':
    case 'waiting':
      return [
        ...(isScheduled(change) ? [putOff] : []),
        { act: 'cancel', label: keep ?? 'Cancel', primary: false },
      ];
    case 'needs-confirmation':
      return [
        { act: 'confirm', label: opens ? 'Open to the internet' : 'Go on', primary: true },
        { act: 'discard', label: keep ?? 'Discard', primary: false },
      ];
    case 'needs-sign-in':
      return [{ act: 'discard', label: keep ?? 'Discard', primary: false }];
    case 'failed':
    case 'outcome-unknown':
    case 'overtaken':
      return [{ act: 'apply-again', label: 'Apply again', primary: true }];
    case 'refused':
      return [{ act: 'apply-again', label: 'Apply again', primary: false }];
    case 'done':
      return change.alreadySo === true ? [] : [{ act: 'undo', label: 'Undo', primary: false }];
    case 'reading':
    case 'sending':
    case 'applying':
    case 'cancelled':
      return [];
  }
}
