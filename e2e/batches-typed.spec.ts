import { draftOfAll } from '../outside/batches.ts';
import { expectBatch } from '../outside/changes.ts';
import type { Person } from '../outside/person.ts';
import type { Sheet } from '../outside/sheet.ts';
import { clusters, expect, test } from './fixtures/index.ts';
import { signInOverHttp } from './fixtures/over-http.ts';

const standing = ['73.140.245.0/24', '193.168.1.0/24', '194.168.1.7/32'];

async function planToRemove(person: Person, text: string): Promise<Sheet> {
  return person.press(await draftOfAll(person), 'Show the plan', {
    fill: { 'Remove entries': text },
  });
}

test('removes entries however they are written, and names those that no list holds', async ({
  azure,
}) => {
  const { operator } = await azure.seed(clusters({ name: 'aks-a', entries: standing }));
  const person = await signInOverHttp(operator);
  const text = '73.140.245.0/24 194.168.1.7\n"193.168.1.7/24", bob’s office';
  const plan = await planToRemove(person, text);

  expect(plan.text).toContain('1 changes ·');
  expect(plan.text).toContain('3 → 1');
  const nowhere = 'In none of these lists: "193.168.1.7/24", bob’s office';
  expect(plan.text).toContain(nowhere);
  const files = ['plan.txt', 'plan.csv'].map((file) =>
    person.send({ path: `${plan.path}/${file}` }),
  );
  const [ticket, table] = await Promise.all(files);
  expect(ticket?.body).toContain(`${nowhere}\n`);
  expect(table?.body).toContain('\r\nIn none of these lists,bob’s office,');

  const fewer = { fill: { 'Remove entries': '73.140.245.0/24' } };
  const mended = await person.press(plan, 'Show the plan', fewer);
  expect(mended.text).not.toContain('In none of these lists');
});

test('asks which is meant where the same entry is to be added and removed', async ({ azure }) => {
  const { operator } = await azure.seed(clusters({ name: 'aks-a', entries: standing }));
  const person = await signInOverHttp(operator);
  const draft = await person.press(await person.open('/clusters'), 'Change all 1…');
  const fill = { 'Add ranges': '194.168.1.7', 'Remove entries': '194.168.1.7' };
  const answer = await person.press(draft, 'Show the plan', { fill });

  expect(answer.text).toContain('194.168.1.7/32 is to be added and removed.');
  expect(answer.text).not.toContain('The plan');
  expect(answer.value('Add ranges')).toBe('194.168.1.7');
});

test('says what a store cannot keep, and takes it for no entry', async ({ azure }) => {
  const { operator } = await azure.seed(clusters({ name: 'aks-a', entries: standing }));
  const person = await signInOverHttp(operator);
  const plan = await planToRemove(person, '73.140.245.0/24\n193.168.1.0/24\0');
  expect(plan.status).toBe(200);
  expect(plan.text).toContain('3 → 2');
  expect(plan.text).toContain('In none of these lists: 193.168.1.0/24\ufffd');

  const reason = `${'a'.repeat(198)}\0😀`;
  const started = await person.press(plan, 'Start with one cluster', { fill: { Reason: reason } });
  const done = await expectBatch(person, started, 'Finished', ['1 cluster done']);
  expect(done.text).toMatch(/Started \d\d:\d\d UTC · “a{198}\ufffd\ufffd”/);
  expect((await person.follow(done, 'aks-a')).text).toContain(`${'a'.repeat(198)}\ufffd\ufffd`);
});

test('goes on from a list with a long question, and leads back to it', async ({ azure }) => {
  const { operator } = await azure.seed(clusters({ name: 'aks-a', entries: standing }));
  const person = await signInOverHttp(operator);
  const path = `/clusters?from=${encodeURIComponent(`73.140.245.7 # ${'офис'.repeat(250)}`)}`;
  const fleet = await person.open(path);
  const draft = await person.press(fleet, 'Change all 1…');
  expect(draft.text).toContain('Change 1 cluster');
  expect(draft.body).toContain(`href="${path}"`);
});
