import { expect, test } from 'vitest';
import { readPerson } from './person.ts';

const account = {
  homeAccountId: 'oid-of-anna.home-tenant',
  tenantId: 'tenant',
  username: 'anna@contoso.example',
  name: 'Anna',
};

const named: readonly [what: string, claims: object, username: string, name: string][] = [
  ['name and user name', {}, 'anna@contoso.example', 'Anna'],
  ['a user name alone', { name: undefined }, 'anna@contoso.example', 'anna@contoso.example'],
  ['a name alone', { username: '' }, 'Anna', 'Anna'],
  ['an empty name', { name: '' }, 'anna@contoso.example', 'anna@contoso.example'],
  ['neither', { username: '', name: undefined }, 'oid-of-anna', 'oid-of-anna'],
];
for (const [what, claims, username, name] of named) {
  test(`has a name for everybody: ${what}`, () => {
    const ids = { objectId: 'oid-of-anna', tenantId: 'home-tenant', directoryId: 'tenant' };
    const person = readPerson({ ...account, ...claims });
    expect(person).toEqual({ ok: true, value: { ...ids, username, name } });
  });
}

test.each([{ homeAccountId: '' }, { homeAccountId: 'subject-alone' }, { tenantId: '' }])(
  'knows nobody from an account without its ids: %j',
  (lacking) => {
    const person = readPerson({ ...account, ...lacking });
    expect(person).toEqual({ ok: false, error: { code: 'unknown' } });
    expect(readPerson(null)).toEqual({ ok: false, error: { code: 'unknown' } });
  },
);
