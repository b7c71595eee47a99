import { expect, test } from 'vitest';
import { makeReadPace } from './read-pace.ts';

function paceAt() {
  let now = 1_000_000;
  const waits: number[] = [];
  const pace = makeReadPace({
    now: () => now,
    wait: async (ms) => {
      waits.push(ms);
    },
  });
  const later = (ms: number) => {
    now += ms;
  };
  return { pace, waits, later };
}

test('lets a first burst of 250 reads go at once, and 25 a second after that', async () => {
  const { pace, waits } = paceAt();
  for (let i = 0; i < 253; i++) await pace('s-1');
  expect(waits).toEqual([40, 80, 120]);
});

test('fills up again while nobody reads, and never above the brim', async () => {
  const { pace, waits, later } = paceAt();
  for (let i = 0; i < 250; i++) await pace('s-1');
  later(1000);
  for (let i = 0; i < 25; i++) await pace('S-1');
  expect(waits).toEqual([]);
  later(3_600_000);
  for (let i = 0; i < 251; i++) await pace('s-1');
  expect(waits).toEqual([40]);
});

test('knows that each subscription has a bucket of its own', async () => {
  const { pace, waits } = paceAt();
  for (let i = 0; i < 250; i++) await pace('s-1');
  await pace('s-2');
  expect(waits).toEqual([]);
});
