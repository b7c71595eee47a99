import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { type ChangeMode, nothingSubmitted } from '#lib/changes/shown/form-state';
import { ChangeForm } from './change-form.tsx';

const failure = { title: 'This console only looks', text: 'Changes are off.', todo: 'Ask.' };
const submitted = { ...nothingSubmitted, reason: 'audit', confirmations: ['crossing:a>b'] };

function refused(mode: ChangeMode): string {
  return renderToStaticMarkup(
    <ChangeForm
      action={async (state) => state}
      activityLog=""
      initial={{ status: 'refused', submitted, failure }}
      grant="grant-1"
      clusterId="/subscriptions/s"
      mode={mode}
      locations={[]}
      lines={[]}
      later={undefined}
      counter=""
      cancelHref="/clusters/s/g/n"
    />,
  );
}

test.each(['open', 'cluster-only'] as const)(
  'a refused crossing to %s asks for no ranges, and keeps what was agreed to',
  (mode) => {
    const html = refused(mode);
    expect(html).toContain('This console only looks');
    expect(html).not.toContain('Add ranges');
    expect(html).toContain('name="reason" value="audit"');
    expect(html).toContain('name="confirm" value="crossing:a&gt;b"');
    expect(html).toContain('Leave it as it is');
  },
);

test.each(['edit', 'restrict'] as const)('a refused %s still shows what was typed', (mode) => {
  expect(refused(mode)).toContain('Add ranges');
});
