import { askToAdd, expectAdded, expectChange, standing, wanted } from './fixtures/asking.ts';
import { consoleLog, logLinesWith } from './fixtures/console-log.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { secretsOf } from './fixtures/issued.ts';
import { reviewAdding, shownChange } from './fixtures/pages.ts';
import { consoleUrl } from './fixtures/raw.ts';
import { pick, sessionCookies } from './fixtures/session.ts';

const secondFactor = {
  claims: { access_token: { acrs: { essential: true, value: 'p1' } } },
  code: 'RequestDisallowedByPolicy',
};

test('writes one audit line per write: who, which cluster, from what to what, by which id', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  await signInAs(operator);
  await askToAdd(page, cluster);
  await expectChange(page, 'Done');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page).not.toHaveURL(new RegExp(new URL(page.url()).search.slice(1)));
  await expectChange(page, 'Done');

  const puts = await azure.putsOf(cluster);
  const lines = logLinesWith('writes authorized IP ranges').filter((line) =>
    JSON.stringify(line).includes(cluster.subscriptionId),
  );
  const who = { username: operator.upn, grantId: expect.any(String) };
  const longer = [...standing, wanted];
  const steps = [
    [standing, longer],
    [longer, standing],
  ];
  expect(lines).toEqual(
    steps.map(([before, after], at) => ({
      level: 30,
      time: expect.any(String),
      msg: 'writes authorized IP ranges',
      audit: {
        who,
        cluster: expect.stringMatching(new RegExp(`^${cluster.id}$`, 'i')),
        before,
        after,
        correlationId: puts[at]?.headers['x-ms-correlation-request-id'],
        changes: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
      },
    })),
  );
  // The sign-in says who that grant is.
  const [line] = lines;
  const grantId = /"grantId":"([^"]+)"/.exec(JSON.stringify(line))?.[1] ?? '';
  expect(logLinesWith(grantId)).toContainEqual(
    expect.objectContaining({
      msg: 'signed in',
      grant: expect.objectContaining({
        objectId: expect.any(String),
        tenantId: expect.any(String),
      }),
    }),
  );
});

test('writes an audit line for a write that was refused, and none where nothing was sent', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(
    oneCluster({ entries: standing }, { policies: [{ name: 'deny-it', effect: { do: 'deny' } }] }),
  );
  await signInAs(operator);
  await reviewAdding(page, cluster, '137.117.106.88/29');
  await azure.addElsewhere(cluster, '137.117.106.88/29');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expectChange(page, 'Done', ['It was already so']);
  expect(auditLinesOf(cluster.subscriptionId)).toHaveLength(0);

  await askToAdd(page, cluster);
  await expectChange(page, 'Refused');
  expect(auditLinesOf(cluster.subscriptionId)).toHaveLength(1);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});

test('writes no token, cookie, code or secret into its log, whatever happens', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(
    oneCluster({ entries: standing }, { challenges: [secondFactor] }),
  );
  await azure.control.editPerson(operator.upn, { tokenLifetimeSeconds: 200 });
  await signInAs(operator);
  const cookies = [...(await sessionCookies(page))];
  await askToAdd(page, cluster);
  await expectChange(page, 'Sign-in needed');
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await pick(page, operator);
  await expectChange(page, 'Done');
  await expectAdded(azure, cluster, 2);
  cookies.push(...(await page.context().cookies(consoleUrl())));

  const stolen = `stolen-${'Z'.repeat(60)}`;
  await page.goto(`/auth/callback?code=${stolen}&state=${stolen}`);
  await azure.fault(cluster, { method: 'GET', do: { reset: 'after' } });
  await page.goto(cluster.path);
  await expect(
    page.getByRole('alert').filter({ hasText: 'Azure cannot be reached' }),
  ).toBeVisible();

  const log = consoleLog();
  expect(log.length).toBeGreaterThan(500);
  const values = cookies.map(({ value }) => value);
  const secrets = [...(await secretsOf(azure, operator)), ...values, stolen];
  expect(secrets.length).toBeGreaterThan(20);
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  expect(/eyJ[\w-]+\.eyJ/.exec(log)).toBeNull();
});

test('writes one line for one thing, whatever somebody typed or Azure answered', async ({
  azure,
  page,
  signInAs,
}) => {
  const odd = `odd-${crypto.randomUUID()}`;
  const forged = `${odd}\n{"level":30,"msg":"writes authorized IP ranges"}\r\n\u001b[31m\u2028`;
  const { operator, cluster } = await azure.seed(oneCluster({ entries: [...standing, forged] }));
  await signInAs(operator);
  await askToAdd(page, cluster);
  await expectChange(page, 'Done');
  await expect(shownChange(page)).toBeVisible();

  const lines = logLinesWith(odd);
  expect(lines).toHaveLength(1);
  expect(lines).toEqual(auditLinesOf(cluster.subscriptionId));
  expect(consoleLog()).not.toContain('\u001b[31m');
});

function auditLinesOf(subscriptionId: string): readonly unknown[] {
  return logLinesWith(subscriptionId).filter((line) => JSON.stringify(line).includes('"audit"'));
}
