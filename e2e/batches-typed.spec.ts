import { draftOfAll, planFor } from '../outside/batches.ts';
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

  expect(plan.text).toContain('1 to change');
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
  const again = await person.follow(plan, 'Change what is asked');
  const mended = await person.press(again, 'Show the plan', fewer);
  expect(mended.text).not.toContain('In none of these lists');
});

test('has nowhere to type beside a plan that can be started, and nothing to start beside what is typed', async ({
  azure,
}) => {
  const { operator } = await azure.seed(clusters({ name: 'aks-a', entries: standing }));
  const person = await signInOverHttp(operator);
  const four = ['81.2.69.142/32', '81.2.69.143/32', '81.2.69.144/32', '81.2.69.145/32'];
  const fill = { 'Add ranges': four.join('\n') };
  const plan = await person.press(await draftOfAll(person), 'Show the plan', { fill });
  expect(plan.all('button', 'Plan')).toContain('Start');
  expect(plan.part('Plan')).toContain(`Add ${four[3]}`);
  expect(plan.body).not.toContain('<textarea');

  const asked = await person.follow(plan, 'Change what is asked');
  expect(asked.value('Add ranges')).toBe(four.join('\n'));
  expect(asked.part('Plan')).toBe('');
  expect((await person.follow(asked, 'Leave it as it was')).part('Plan')).toBe(plan.part('Plan'));
  const mended = await person.press(asked, 'Show the plan', {
    fill: { 'Add ranges': four[0] ?? '' },
  });
  expect(mended.part('Plan')).toContain('3 → 4');
});

test('goes from a plan to what is asked, and back, with the keyboard alone', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator } = await azure.seed(clusters({ name: 'aks-a', entries: standing }));
  const person = await signInOverHttp(operator);
  const plan = await planFor(person, '81.2.69.142');
  await signInAs(operator);
  await page.goto(plan.path);
  const edit = page.getByRole('link', { name: 'Change what is asked' });
  await edit.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Add ranges' })).toBeFocused();
  await page.getByRole('link', { name: 'Leave it as it was' }).press('Enter');
  await expect(page.locator(':focus').filter({ has: edit })).toContainText('Add 81.2.69.142/32');
  await page.keyboard.press('Tab');
  await expect(edit).toBeFocused();
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
  const started = await person.press(plan, 'Start', { fill: { Reason: reason } });
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
