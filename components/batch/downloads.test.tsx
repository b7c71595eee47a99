import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Downloads } from './downloads.tsx';

test('offers files as downloads, for which Firefox breaks off nothing that the page receives', () => {
  const html = renderToStaticMarkup(<Downloads batch="some" word="the plan" />);
  expect(html.match(/<a [^>]*>/g)).toEqual([
    expect.stringMatching(/ href="\/batches\/some\/plan\.csv".* download="/),
    expect.stringMatching(/ href="\/batches\/some\/plan\.txt".* download="/),
  ]);
});
