import type { SeedPerson, SeedTenant } from '../../seed.ts';

/** The second directory; people of Contoso are guests there or nobody. */
export const fabrikam = {
  id: 'c0ffee35-8a51-4f0e-9d2b-4be0a7f1d6aa',
  displayName: 'Fabrikam',
  defaultDomain: 'fabrikam.onmicrosoft.com',
} as const satisfies SeedTenant;

/** Who can sign in to the demo: one may write, one may read, one sees nothing. */
export const demoPeople = {
  ada: 'ada.lindqvist@contoso.com',
  ravi: 'ravi.menon@contoso.com',
  noor: 'noor.haddad@contoso.com',
} as const;

/** The three of them as Entra knows them. */
export const people: SeedPerson[] = [
  {
    id: '3b6f5a52-6d0f-4c80-8c5e-0b7a1d9f2e11',
    upn: demoPeople.ada,
    displayName: 'Ada Lindqvist',
    guestIn: [{ tenantId: fabrikam.id, id: '9d1c7b40-2a6e-4f7b-b1c3-5e8f0a2d4c66' }],
  },
  {
    id: '5e0d8c7b-1f3a-4b2e-9a66-7c4d2b1e8f22',
    upn: demoPeople.ravi,
    displayName: 'Ravi Menon',
  },
  {
    id: '7f2a9e1c-4b5d-4e3f-8d77-9e6f4c3d0a33',
    upn: demoPeople.noor,
    displayName: 'Noor Haddad',
  },
];
