import type { Failure } from '#lib/failure';
import { err, type Result } from '#lib/result';

type TokenSource = () => Promise<Result<string, Failure>>;

class PersonalCredential {
  /** The directory whose tokens this gives. */
  readonly tenantId: string;
  readonly #source: TokenSource;

  constructor(tenantId: string, source: TokenSource) {
    this.tenantId = tenantId;
    this.#source = source;
  }

  /** A bearer token for Azure Resource Manager, or why there is none (`sign-in-needed` and the like). */
  async token(): Promise<Result<string, Failure>> {
    const token = await this.#source();
    return token.ok ? token : err(this.naming(token.error));
  }

  /** The failure, and where it wants a sign-in, this directory with it. */
  naming(failure: Failure): Failure {
    const { code } = failure;
    if (code !== 'sign-in-needed' && code !== 'claims-challenge') return failure;
    return { ...failure, tenantId: this.tenantId };
  }
}

/**
 * The right to act as one person in one directory. Every function that talks to Azure takes one: a
 * call without a person does not compile, and the private member keeps a look-alike from compiling.
 */
export type Credential = PersonalCredential;

/** The only way to a credential. Called by a person's grant (`lib/auth`), and by tests of this folder. */
export function makeCredential(tenantId: string, source: TokenSource): Credential {
  return new PersonalCredential(tenantId, source);
}
