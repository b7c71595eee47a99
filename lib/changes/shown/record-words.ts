import { intentsLike, type ListRecord } from '#lib/clusters/list-record';
import { intentsWords } from './change-view.ts';

/** What somebody changed elsewhere, in the words of what is asked for here. */
export function recordWords({ difference }: ListRecord, most?: number): string {
  if (difference === undefined) return 'Changed the list; Azure does not say how';
  return intentsWords(intentsLike(difference), most);
}
