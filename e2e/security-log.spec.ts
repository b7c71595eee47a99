import { ask, expectBecomes, review, wanted } from '../outside/changes.ts';
import { signInAgain } from '../outside/person.ts';
import { secondFactor, standing } from '../outside/setups.ts';
import { expectAdded } from './fixtures/asking.ts';
import { consoleLog, logLinesWith } from './fixtures/console-log.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { secretsOf } from './fixtures/issued.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';

test('writes one audit line per write: who, which cluster, from what to what, by which id', async ({
  azure,
}) => {
  const { operator, cluster, ada } = await enter(azure);
  const done = await expectBecomes(ada, await ask(ada, cluster), 'Done');
  await expectBecomes(ada, await ada.press(done, 'Undo'), 'Done');

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

test('writes an audit line for a write that was refused, with what Azure said, and none where nothing was sent', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(
    azure,
    oneCluster({}, { policies: [{ name: 'deny-it', effect: { do: 'deny' } }] }),
  );
  const reviewed = await review(ada, cluster, '137.117.106.88/29');
  await azure.addElsewhere(cluster, '137.117.106.88/29');
  await expectBecomes(ada, await ada.press(reviewed, 'Apply'), 'Done', ['It was already so']);
  expect(auditLinesOf(cluster.subscriptionId)).toHaveLength(0);

  await expectBecomes(ada, await ask(ada, cluster), 'Refused');
  expect(auditLinesOf(cluster.subscriptionId)).toHaveLength(1);
  const [put, ...more] = await azure.putsOf(cluster);
  expect(more).toEqual([]);
  // People are not shown Azure's own words; whoever runs the console finds them by the same id.
  const correlationId = put?.headers['x-ms-correlation-request-id'] ?? 'none';
  const message = expect.stringContaining('deny-it');
  expect(logLinesWith(correlationId)).toContainEqual(
    expect.objectContaining({
      level: 30,
      refused: expect.objectContaining({
        method: 'PUT',
        path: put?.path,
        status: 403,
        code: 'RequestDisallowedByPolicy',
        message,
        correlationId,
      }),
    }),
  );
});

test('writes no token, cookie, code or secret into its log, whatever happens', async ({
  azure,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({}, { challenges: [secondFactor] }));
  await azure.control.editPerson(operator.upn, { tokenLifetimeSeconds: 200 });
  const ada = await signInOverHttp(operator);
  const before = ada.cookie();
  const change = await ask(ada, cluster);
  const asked = await expectBecomes(ada, change, 'Sign-in needed');
  await expectBecomes(ada, await signInAgain(ada, asked, operator), 'Done');
  await expectAdded(azure, cluster, 2);
  const cookies = `${before}; ${ada.cookie()}`.split('; ');

  const stolen = `stolen-${'Z'.repeat(60)}`;
  await ada.open(`/auth/callback?code=${stolen}&state=${stolen}`);
  await azure.fault(cluster, { method: 'GET', do: { reset: 'after' } });
  expect((await ada.open(cluster.path)).text).toContain('Azure cannot be reached');

  const log = consoleLog();
  expect(log.length).toBeGreaterThan(500);
  const values = cookies.map((cookie) => cookie.replace(/^.*?=/, ''));
  const secrets = [...(await secretsOf(azure, operator)), ...values, stolen];
  expect(secrets.length).toBeGreaterThan(20);
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  expect(/eyJ[\w-]+\.eyJ/.exec(log)).toBeNull();
});

test('writes one line for one thing, whatever somebody typed or Azure answered', async ({
  azure,
}) => {
  const odd = `odd-${crypto.randomUUID()}`;
  const forged = `${odd}\n{"level":30,"msg":"writes authorized IP ranges"}\r\n\u001b[31m\u2028`;
  const { cluster, ada } = await enter(azure, oneCluster({ entries: [...standing, forged] }));
  await expectBecomes(ada, await ask(ada, cluster), 'Done');

  const lines = logLinesWith(odd);
  expect(lines).toHaveLength(1);
  expect(lines).toEqual(auditLinesOf(cluster.subscriptionId));
  expect(consoleLog()).not.toContain('\u001b[31m');
});

function auditLinesOf(subscriptionId: string): readonly unknown[] {
  return logLinesWith(subscriptionId).filter((line) => JSON.stringify(line).includes('"audit"'));
}
