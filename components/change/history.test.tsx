import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { pageOf } from '#components/ui/pages';
import { newRow } from '#lib/changes/row';
import { type StateCounts, tallyOf } from '#lib/changes/shown/batch-outcomes';
import { toChange } from '#lib/changes/shown/change';
import { changeView } from '#lib/changes/shown/change-view';
import { anna, asked, ben } from '#lib/changes/test-kit';
import { History, type Many } from './history.tsx';

/** What a page of one batch says to somebody. */
function told(grantId: string, many: Partial<Many> & { readonly counts?: StateCounts } = {}) {
  const { isAlike = true, isEnd = false, counts = { done: 2, 'needs-confirmation': 1 } } = many;
  const row = newRow('change-1', asked(), [], 0);
  const change = toChange({ ...row, batch: { id: 'batch-1', place: 0 } });
  const tally = tallyOf(counts);
  const pages = pageOf(1, { per: 100, total: 1 }, () => '/');
  const search = { find: '', action: '/changes', fields: {}, allHref: '/changes' };
  const page = renderToStaticMarkup(
    <History
      shown={{ unread: 0, pages, parts: [], fileHref: '/changes/export.csv', search }}
      lines={[
        { change: changeView(change, { grantId }), path: '/', many: { tally, isAlike, isEnd } },
      ]}
      days={90}
    />,
  );
  return page.replaceAll(/<[^>]*>/g, '');
}

test('says whom a batch asks: its author, or, to anybody else, by their name', () => {
  expect(told(anna)).toContain('2 of 3 done, 1 asks for you');
  expect(told(ben)).toContain('2 of 3 done, 1 asks for Anna');
});

test('does not tell of a batch as if it had asked the same everywhere', () => {
  expect(told(anna)).not.toContain('other things');
  expect(told(anna, { isAlike: false })).toContain(', and other things elsewhere');
});

test('says of what is taken out at its time of many clusters that it is scheduled, not that it was not started', () => {
  const end = (counts: StateCounts) => told(anna, { isEnd: true, counts });
  expect(end({ held: 3 })).toContain('end of one batch');
  expect(end({ held: 3 })).toMatch(/Scheduled$/);
  expect(end({ held: 1, done: 2 })).toContain('2 of 3 done, 1 scheduled');
});
