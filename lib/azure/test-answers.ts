// A tool of this folder's tests. No part of the product.

/** An answer of ARM that refuses, in its usual envelope. */
export function said(status: number, code: string, message: string, more = {}) {
  return { status, bodyText: JSON.stringify({ error: { code, message, ...more } }) };
}

/** An answer of AKS that refuses, which has no envelope. */
export function saidFlat(status: number, code: string, message: string, more = {}) {
  return { status, bodyText: JSON.stringify({ code, message, ...more }) };
}
