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
 * Picks the three out of Entra's description and leaves the rest: through the address of the callback
 * anybody can put any text there.
 */
export function readEntraTrace(description: string): EntraTrace {
  return {
    aadsts: aadstsPattern.exec(description)?.[0],
    traceId: tracePattern.exec(description)?.[1],
    correlationId: correlationPattern.exec(description)?.[1],
  };
}

/**
 * Of an application that Entra does not accept: whether the directory does not know it, and not its secret
 * is wrong. `invalid_client` is the one word for the latter that Entra promises; its numbers may change
 * (docs/azure-facts.md), but 7000229 comes with it and says that the directory lacks the application.
 */
export function isUnregistered(error: string, aadsts: string | undefined): boolean {
  return error !== 'invalid_client' || aadsts === 'AADSTS7000229';
}
