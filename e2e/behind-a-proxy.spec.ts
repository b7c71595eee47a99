import { consoleUrl, sendRaw } from './fixtures/console.ts';
import { logLinesWith } from './fixtures/console-log.ts';
import { expect, test } from './fixtures/index.ts';

const own = new URL(consoleUrl()).host;

test('takes the host name that a proxy in front was asked for, also from a chain of proxies', async () => {
  for (const forwarded of [own, `${own}, front.example.com`]) {
    const headers = { host: 'inside.example.com', 'x-forwarded-host': forwarded };
    const { location } = (await sendRaw({ path: '/clusters', headers })).headers;
    expect(location).toBe('/sign-in?return=%2Fclusters');
  }
});

test('leads other host names to its own, and leaves a line for whoever is led round in circles', async () => {
  const headers = { host: 'circles.example.com', 'x-forwarded-host': `front.example.com, ${own}` };
  const answer = await sendRaw({ path: '/clusters', headers });
  expect(answer.headers['location']).toBe(`${consoleUrl()}/clusters`);
  expect(logLinesWith('circles.example.com')).toContainEqual({
    level: 30,
    time: expect.any(String),
    asked: { host: headers.host, forwardedHost: headers['x-forwarded-host'] },
    msg: 'another host name, sent to PUBLIC_URL',
  });
});
