/** What Entra says with an error: the number that tells more than the OAuth code, and what support asks for. */
type EntraTrace = {
  /** `AADSTS65001`. */
  readonly aadsts: string | undefined;
  readonly traceId: string | undefined;
  readonly correlationId: string | undefined;
};

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const aadstsPattern = /\bAADSTS\d{3,8}\b/;
const tracePattern = new RegExp(`\\bTrace ID: (${guid})\\b`, 'i');
const correlationPattern = new RegExp(`\\bCorrelation ID: (${guid})\\b`, 'i');

/**
 * Picks the AADSTS number and the two ids out of Entra's description of an error. The rest of it is not
 * shown: anybody can put any text into the address of the callback.
 */
export function readEntraTrace(description: string): EntraTrace {
  return {
    aadsts: aadstsPattern.exec(description)?.[0],
    traceId: tracePattern.exec(description)?.[1],
    correlationId: correlationPattern.exec(description)?.[1],
  };
}

/**
 * Whether Entra refuses this console because the directory does not know the application, and not because its
 * secret or certificate is wrong. For the latter `invalid_client` is the one word that Entra promises; its
 * numbers may change (docs/azure-facts.md). But 7000229 comes with that word too, and says that the directory
 * lacks the application.
 */
export function isUnregistered(error: string, aadsts: string | undefined): boolean {
  return error !== 'invalid_client' || aadsts === 'AADSTS7000229';
}
