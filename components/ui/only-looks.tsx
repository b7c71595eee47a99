/** In the place of what a page would offer to do. */
export function OnlyLooks() {
  return <p className="text-muted">This console only looks; it changes nothing.</p>;
}
