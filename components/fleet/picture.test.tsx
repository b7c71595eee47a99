import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Pages, pageOf } from '#components/ui/pages';
import { readQuestion } from '#lib/clusters/fleet/question';
import { parseFleetView } from '#lib/clusters/fleet/view-url';
import { Picture } from './picture.tsx';

const none = new Map<string, number>();

test('marks the thousands of each number of a large fleet', () => {
  const counts = {
    access: new Map([['restricted', 8469]]),
    admits: new Map([['4096', 7897]]),
    you: new Map([['blocked', 7539]]),
    subscription: none,
    location: none,
    state: none,
  };
  const view = parseFleetView({});
  const picture = renderToStaticMarkup(
    <Picture view={view} counts={counts} question={readQuestion('', undefined)} />,
  );
  for (const number of ['8,469', '7,897', '7,539']) expect(picture).toContain(number);

  const page = pageOf(150, { per: 50, total: 10_000 }, (at) => `/clusters?page=${at}`);
  expect(renderToStaticMarkup(<Pages {...page} />)).toContain('7,451 to 7,500 of 10,000');
});
