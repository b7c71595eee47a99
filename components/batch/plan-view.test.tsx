import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { planBatch } from '#lib/clusters/plan/test-plan';
import { row } from '#lib/clusters/test-kit';
import type { Intent } from '#lib/ranges/intent';
import { PlanView } from './plan-view.tsx';

test('says above its button what it does', () => {
  const intents: readonly Intent[] = [{ do: 'add', range: '81.2.69.142/32' }];
  const page = renderToStaticMarkup(
    <PlanView
      {...{
        batch: 'b',
        digest: 'd',
        missing: [],
        notes: [],
        keepFor: 8 * 3600,
        takes: '3 minutes',
        reason: '',
        start: undefined,
        rights: null,
      }}
      plan={planBatch([row({ entries: ['73.140.245.0/24'] })], intents, {})}
      asked={() => intents}
      intents={intents}
      editHref="/batches/b?edit"
      asOf="2026-01-01T00:00:00.000Z"
    />,
  );
  expect(page.replaceAll(/<[^>]*>/g, '')).toContain('Add 81.2.69.142/32 for 8 hours');
});
