import type { Failure } from '#lib/failure';
import type { Result } from '#lib/result';

/** What Azure wants on top, when it answered with a claims challenge: the decoded JSON text. */
export type TokenRequest = { readonly claims?: string };

type TokenSource = (request: TokenRequest) => Promise<Result<string, Failure>>;

class PersonalCredential {
  /** The directory whose tokens this gives. */
  readonly tenantId: string;
  readonly #source: TokenSource;

  constructor(tenantId: string, source: TokenSource) {
    this.tenantId = tenantId;
    this.#source = source;
  }

  /** A bearer token for Azure Resource Manager, or why there is none (`sign-in-needed` and the like). */
  token(request: TokenRequest = {}): Promise<Result<string, Failure>> {
    return this.#source(request);
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
