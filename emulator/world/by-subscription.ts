/**
 * A map by lower-case resource id that also knows which of them are in which subscription: with
 * thousands of clusters, looking through all of them for each subscription takes seconds.
 */
export class BySubscription<T> extends Map<string, T> {
  readonly #inSubscription = new Map<string, Map<string, T>>();

  /** What is in a subscription (lower-case id), by lower-case resource id. */
  in(subscriptionId: string): ReadonlyMap<string, T> {
    return this.#inSubscription.get(subscriptionId) ?? new Map();
  }

  override set(id: string, value: T): this {
    const owner = ownerOf(id);
    const siblings = this.#inSubscription.get(owner);
    if (siblings) siblings.set(id, value);
    else this.#inSubscription.set(owner, new Map([[id, value]]));
    return super.set(id, value);
  }

  override delete(id: string): boolean {
    this.#inSubscription.get(ownerOf(id))?.delete(id);
    return super.delete(id);
  }

  override clear(): void {
    this.#inSubscription.clear();
    super.clear();
  }
}

function ownerOf(id: string): string {
  return id.split('/', 3)[2] ?? '';
}
