import { answerAt, type Person } from '../outside/person.ts';
import type { Sheet } from '../outside/sheet.ts';
import { refused, seedDirectory, seedSubscription } from './fixtures/fleet.ts';
import { type Azure, expect, oneCluster, test } from './fixtures/index.ts';
import { signInOverHttp } from './fixtures/over-http.ts';

const entries = ['73.140.245.0/24', '193.168.1.7/32'];

test('tells a cluster whose directory cannot be read from one that is gone, on the plan and in its files', async ({
  azure,
}) => {
  const { operator, tenantId } = await seedTwoDirectories(azure);
  const ada = await signInOverHttp(operator);
  const whole = await removeEverywhere(ada);
  expect(whole.text).toContain('2 to change');
  expect(whole.text).not.toContain('left out');
  expect(whole.text).not.toContain('could not be read');
  const complete = await ada.send({ path: `${whole.path}/plan.txt` });
  expect(complete.headers['content-disposition']).not.toContain('incomplete');

  await azure.faultWhere({ match: { path: '.*', tenantId }, do: refused });
  await ada.press(await ada.open('/clusters'), 'Read again');
  const plan = await ada.open(whole.path);
  expect(plan.text).toContain('1 to change · 1 left out');
  expect(plan.text).toContain('1 place could not be read');
  expect(plan.text).toContain('Their clusters are not in this plan: nothing changes there.');
  expect(plan.part('Left out: Directory Fabrikam could not be read')).toContain('aks-abroad');
  expect(plan.text).not.toContain('in the list any more');

  const text = await ada.send({ path: `${whole.path}/plan.txt` });
  expect(text.headers['content-disposition']).toMatch(/-incomplete\.txt"$/);
  expect(text.body).toContain('Not complete: Directory Fabrikam could not be read');
  expect(text.body).toMatch(/aks-abroad: Directory Fabrikam could not be read\n/);
  const csv = await ada.send({ path: `${whole.path}/plan.csv` });
  expect(csv.headers['content-disposition']).toMatch(/-incomplete\.csv"$/);
  expect(csv.body).toMatch(/\r\nNot complete,"Directory Fabrikam could not be read \(/);
  expect(csv.body).toMatch(/\r\nLeft out,Directory Fabrikam could not be read,aks-abroad,/);

  const tidy = await ada.open('/clusters/hygiene/dead');
  expect(tidy.text).toContain('None in what could be read.');
  expect(tidy.text).toContain('1 place could not be read');

  const started = await ada.press(plan, 'Start');
  const results = await ada.send({ path: `${started.path}/plan.txt` });
  expect(results.headers['content-disposition']).toMatch(/drawbridge-result-.*-incomplete\.txt"$/);
  expect(results.body).toContain('Not complete: Directory Fabrikam could not be read when this');
  expect(results.body).not.toContain('aks-abroad');
});

test('leads from a plan to the sign-in that a directory wants, and says that it was made without it', async ({
  azure,
}) => {
  const { operator, tenantId } = await seedTwoDirectories(azure);
  await azure.control.editPerson(operator.upn, {
    refusals: [{ tenantId, when: 'silent', error: 'interaction_required', aadsts: 53003 }],
  });
  const ada = await signInOverHttp(operator);
  const plan = await removeEverywhere(ada);
  expect(plan.text).toContain('1 place could not be read');

  const asked = await ada.follow(plan, 'Sign in again for Directory Fabrikam');
  const back = await ada.open(await answerAt(asked, operator));
  expect(back.path).toBe(plan.path);
  expect(back.text).toContain('1 to change');
  expect(back.text).not.toContain('1 place could not be read');
  expect(back.text).toContain(
    'When these clusters were chosen, Directory Fabrikam could not be read',
  );
  const text = await ada.send({ path: `${plan.path}/plan.txt` });
  expect(text.headers['content-disposition']).toContain('-incomplete');
  expect(text.body).toContain('Not complete: Directory Fabrikam could not be read when this');
});

async function seedTwoDirectories(azure: Azure) {
  const { operator } = await azure.seed(oneCluster({ name: 'aks-at-home', entries }));
  const tenantId = await seedDirectory(azure, operator);
  await seedSubscription(azure, operator, {
    tenantId,
    clusters: [{ name: 'aks-abroad', entries }],
  });
  return { operator, tenantId };
}

/** Leads to the plan that takes an entry out of all lists. */
async function removeEverywhere(person: Person): Promise<Sheet> {
  const found = await person.open('/clusters/hygiene?find=193.168.1.7');
  return person.press(found, 'Remove it there…');
}
