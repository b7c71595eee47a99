/** Whether a text names this dotted address by itself: `81.2.69.142/32` does not name 81.2.69.14. */
export function namesAddress(text: string, address: string): boolean {
  const words = text.split(/[^\d./]+/);
  return words.includes(address) || words.includes(`${address}/32`);
}
