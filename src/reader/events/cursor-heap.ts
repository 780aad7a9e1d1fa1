/** What the heap orders: by time, then by stream, so that the order of events never changes. */
export interface Timed {
  readonly timeNs: number;
  readonly stream: number;
}

const isBefore = (a: Timed, b: Timed): boolean => a.timeNs < b.timeNs || (a.timeNs === b.timeNs && a.stream < b.stream);

/** A binary heap with the earliest item on top. */
export class CursorHeap<Item extends Timed> {
  readonly #items: Item[] = [];

  get top(): Item | undefined {
    return this.#items[0];
  }

  push(item: Item): void {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    for (let parent = (at - 1) >> 1; at > 0; parent = (at - 1) >> 1) {
      const above = items[parent];
      if (above === undefined || !isBefore(item, above)) break;
      items[at] = above;
      items[parent] = item;
      at = parent;
    }
  }

  /** Restores the order after the top became later. */
  settleTop(): void {
    const items = this.#items;
    const [item] = items;
    if (item === undefined) return;
    let at = 0;
    for (;;) {
      const left = items[2 * at + 1];
      const right = items[2 * at + 2];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const below = isRight ? right : left;
      if (below === undefined || !isBefore(below, item)) break;
      items[at] = below;
      at = isRight ? 2 * at + 2 : 2 * at + 1;
    }
    items[at] = item;
  }

  removeTop(): void {
    const last = this.#items.pop();
    if (last === undefined || this.#items.length === 0) return;
    this.#items[0] = last;
    this.settleTop();
  }
}
