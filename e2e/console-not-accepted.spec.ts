import { z } from 'zod';
import { expectBecomes, review } from '../outside/changes.ts';
import { standing } from '../outside/setups.ts';
import { expectAdded } from './fixtures/asking.ts';
import { logLinesWith } from './fixtures/console-log.ts';
import { expect, test } from './fixtures/index.ts';
import { signInOverHttp } from './fixtures/over-http.ts';

const expired = { when: 'silent', error: 'invalid_client', aadsts: 7_000_222 } as const;
const saidSchema = z.object({ error_description: z.string(), correlation_id: z.string() });
/** Less than five minutes: each call to Azure needs a new token. */
const tokenLifetimeSeconds = 60;

test('says that its own secret has expired, to people without details and to its operator with all', async ({
  azure,
}) => {
  const { operator, cluster } = await azure.seed();
  await azure.control.editPerson(operator.upn, { tokenLifetimeSeconds });
  const ada = await signInOverHttp(operator);
  await azure.control.editPerson(operator.upn, { refusals: [expired] });

  const page = await ada.open(cluster.path);

  const alert = page.all('alert').join();
  expect(alert).toContain("This console's own credential no longer works");
  expect(alert).toContain('Tell whoever runs this console');
  expect(page.text).not.toContain('Azure has a problem');
  expect(page.body).not.toContain('AADSTS');
  const tokens = await azure.control.requests({ operator: operator.upn, path: '/token' });
  const said = saidSchema.parse(JSON.parse(tokens.at(-1)?.responseBody ?? ''));
  expect(logLinesWith(said.correlation_id)).toContainEqual(
    expect.objectContaining({
      level: 40,
      msg: 'Entra refused',
      refused: {
        method: 'POST',
        path: expect.stringMatching(/^\/[0-9a-f-]{36}\/oauth2\/v2\.0\/token$/),
        status: 401,
        code: 'AADSTS7000222',
        message: said.error_description,
        correlationId: said.correlation_id,
      },
    }),
  );

  await azure.control.editPerson(operator.upn, { refusals: [] });
  const again = await ada.follow(page, 'Try again');
  expect(again.all('code', 'Entries')).toEqual(standing);
});

test('keeps a change while its own secret has expired, and carries it out once that is renewed', async ({
  azure,
}) => {
  const { operator, cluster } = await azure.seed();
  await azure.control.editPerson(operator.upn, { tokenLifetimeSeconds });
  const ada = await signInOverHttp(operator);
  const reviewed = await review(ada, cluster);
  await azure.control.editPerson(operator.upn, { refusals: [expired] });

  const change = await ada.press(reviewed, 'Apply');

  await expectBecomes(ada, change, 'Waiting', ['Microsoft Entra has not accepted this console']);
  await azure.control.editPerson(operator.upn, { refusals: [] });
  await expectBecomes(ada, change, 'Done');
  await expectAdded(azure, cluster, 1);
});
