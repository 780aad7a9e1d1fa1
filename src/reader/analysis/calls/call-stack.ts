import { grown } from '../../grown';

/** Deeper calls are not followed: they count as cut. */
export const MAX_DEPTH = 65_535;
const FIRST_DEPTH = 16;

/** The open calls of one thread, outermost first. */
export class CallStack {
  depth = 0;
  /** Node of the call tree. */
  node = new Int32Array(FIRST_DEPTH);
  address = new Int32Array(FIRST_DEPTH);
  /** When the call began; the range's begin for a call that began before. */
  beginNs = new Float64Array(FIRST_DEPTH);
  /** Sum of the durations of the calls that it made and that have ended. */
  childNs = new Float64Array(FIRST_DEPTH);
  /** Calls below this depth have a begin or a part that is not known: they count as cut. */
  cutBelow = 0;
  /** Calls below this depth are open since before a loss. */
  lostBelow = 0;
  /** Calls deeper than MAX_DEPTH that are open. */
  ignored = 0;
  /** When calls below `clippedBelow` really began. */
  openedNs = new Float64Array(0);
  clippedBelow = 0;
  /** Calls that were looked at for exits that have no entry. */
  searched = 0;

  push(node: number, address: number, beginNs: number): void {
    const at = this.depth++;
    if (at === this.node.length) this.#grow();
    this.node[at] = node;
    this.address[at] = address;
    this.beginNs[at] = beginNs;
    this.childNs[at] = 0;
  }

  /** When a call began, also if that was before the range. */
  openedAt(at: number): number {
    return (at < this.clippedBelow ? this.openedNs[at] : this.beginNs[at]) as number;
  }

  /**
   * Calls that are open at the range's begin count from there, and as cut.
   * @param lossNs time of the last loss before
   */
  clip(fromNs: number, lossNs: number): void {
    const opened = new Float64Array(this.depth);
    for (let at = 0; at < this.depth; at++) {
      opened[at] = this.openedAt(at);
      this.beginNs[at] = Math.max(fromNs, this.beginNs[at] as number);
      this.childNs[at] = 0;
    }
    this.openedNs = opened;
    this.lostBelow = 0;
    while (this.lostBelow < this.depth && (opened[this.lostBelow] as number) < lossNs) this.lostBelow++;
    this.clippedBelow = this.depth;
    this.cutBelow = this.depth;
  }

  #grow(): void {
    const depth = this.node.length * 2;
    this.node = grown(this.node, new Int32Array(depth));
    this.address = grown(this.address, new Int32Array(depth));
    this.beginNs = grown(this.beginNs, new Float64Array(depth));
    this.childNs = grown(this.childNs, new Float64Array(depth));
  }
}
