import { expect, test } from 'vitest';
import { makeLastTimes } from './last-time.ts';

test('expects as many clusters as there were last time, whatever others see', () => {
  const lastTimes = makeLastTimes();
  lastTimes.of('ada', 'contoso').found(3);
  lastTimes.of('ben', 'contoso').found(9000);
  expect(lastTimes.of('ada', 'contoso').expected()).toBe(3);
  lastTimes.of('ada', 'contoso').found(0);
  lastTimes.of('ben', 'contoso').found(9000);
  expect(lastTimes.of('ada', 'contoso').expected()).toBe(0);
});

test('expects of somebody new what the last one found in the same directory, within reason', () => {
  const lastTimes = makeLastTimes();
  expect(lastTimes.of('ada', 'contoso').expected()).toBe(0);
  lastTimes.of('ben', 'contoso').found(4000);
  lastTimes.of('ben', 'fabrikam').found(70_000);
  expect(lastTimes.of('ada', 'contoso').expected()).toBe(4000);
  expect(lastTimes.of('ada', 'fabrikam').expected()).toBe(10_000);
  expect(lastTimes.of('ben', 'fabrikam').expected()).toBe(70_000);
});
