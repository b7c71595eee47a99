import { expect, test } from './fixtures/index.ts';
import { type Recorded, recorderPath } from './fixtures/recorder.ts';
import { createTokenSearch } from './fixtures/token-search.ts';

test('sends no browser a token, in none of the bytes of all tests', async ({ request }) => {
  const recorded: Recorded = await (await request.get(recorderPath)).json();

  expect(recorded.answers).toBeGreaterThan(0);
  expect(recorded.bytes).toBeGreaterThan(0);
  expect(recorded.found).toEqual([]);
});

test('asks Azure for nothing that Azure does not know', async ({ azure }) => {
  expect(await azure.control.unknownRequests()).toEqual([]);
});

test('the search for tokens finds each kind, wherever the bytes were cut', async ({ azure }) => {
  const { operator } = await azure.seed({});
  const access = await azure.control.token({ person: operator.upn });
  const refresh = `1.${'Ab_-9'.repeat(17)}c`;

  for (const token of [access, refresh, 'emulator-only-secret']) {
    for (let cut = 1; cut < token.length; cut += 7) {
      const found: string[] = [];
      const search = createTokenSearch((start) => found.push(start));
      search(`<p>{"a":"${token.slice(0, cut)}`);
      search(`${token.slice(cut)}"}</p>`);
      expect(found.length, `${token} cut after ${cut}`).toBeGreaterThan(0);
    }
  }
});
