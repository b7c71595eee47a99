const hidden = '[redacted]';

/** Names whose values are never written, wherever they stand. */
const secrets = [
  'authorization',
  'cookie',
  'set-cookie',
  'access_?token',
  'refresh_?token',
  'id_?token',
  'client_?secret',
  'client_?assertion',
  'code_?verifier',
  'password',
].join('|');

const rules: readonly (readonly [RegExp, string])[] = [
  // "authorization":"…"
  [new RegExp(`"(${secrets})":"(?:\\\\.|[^"\\\\])*"`, 'gi'), `"$1":"${hidden}"`],
  // The same in JSON that is itself a string: \"authorization\":\"…\"
  [new RegExp(`(\\\\+")(${secrets})\\1\\s*:\\s*\\1[^"]*"`, 'gi'), `$1$2$1:$1${hidden}$1`],
  // Sign-in codes and states are long; error codes and states of changes are words and stay readable.
  [/"(code|state)":"[\w\-.~+/=%]{43,}"/g, `"$1":"${hidden}"`],
  // In an address or a form body.
  [new RegExp(`\\b(${secrets})=[^&\\s"'\\\\]+`, 'gi'), `$1=${hidden}`],
  [/([?&"](?:code|state)=)[^&\s"'\\]+/g, `$1${hidden}`],
  // Where the name of the header is not beside it.
  [/\b((?:sid|signin)(?:-\d+)?=)[\w\-.]+/g, `$1${hidden}`],
  [/\bBearer\s+[\w\-.~+/]{16,}=*/gi, `Bearer ${hidden}`],
  // Header and payload of a JWT are JSON objects, so both begin with the base64url of `{"`.
  [/\beyJ[\w-]+\.eyJ[\w-]+(?:\.[\w-]*)?/g, hidden],
  // postgres://user:password@host
  [/\b(postgres(?:ql)?:\/\/[^:/@\s"]*):[^@\s"]+@/gi, `$1:${hidden}@`],
];

/** Takes what would let its reader act as somebody out of one line of the log. */
export function scrub(line: string): string {
  return rules.reduce((text, [what, instead]) => text.replace(what, instead), line);
}
