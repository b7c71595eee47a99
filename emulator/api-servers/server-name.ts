/**
 * The server name in a TLS client hello (RFC 6066); `undefined` when there is none, or when the
 * bytes are no hello. The whole hello is expected in one piece, as clients on loopback send it.
 */
export function serverName(hello: Buffer): string | undefined {
  try {
    return readServerName(hello);
  } catch {
    // A read beyond the end: not a hello.
    return undefined;
  }
}

function readServerName(hello: Buffer): string | undefined {
  const isHandshake = hello.readUInt8(0) === 22;
  const isClientHello = hello.readUInt8(5) === 1;
  if (!isHandshake || !isClientHello) return undefined;
  // Record header 5, handshake header 4, version 2, random 32.
  let at = 43;
  at += 1 + hello.readUInt8(at); // session id
  at += 2 + hello.readUInt16BE(at); // cipher suites
  at += 1 + hello.readUInt8(at); // compression methods
  const end = at + 2 + hello.readUInt16BE(at);
  at += 2;
  while (at < end) {
    const type = hello.readUInt16BE(at);
    const length = hello.readUInt16BE(at + 2);
    // List length 2, name type 1, name length 2.
    if (type === 0) return hello.toString('latin1', at + 9, at + 4 + length);
    at += 4 + length;
  }
  return undefined;
}
