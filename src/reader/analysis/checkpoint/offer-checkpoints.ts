import type { ScanWindow } from '../../scan/windows';
import type { Checkpoint } from './checkpoint';
import { CheckpointBudget } from './checkpoint';

/** Offers checkpoints of a pass, as many as CheckpointBudget allows. */
export class CheckpointOffers {
  readonly #budget = new CheckpointBudget();
  /** Packets before it are counted. Windows have their packets in order, and some are in several windows. */
  #nextPacket = 0;

  constructor(
    private readonly contentBytes: Float64Array,
    private readonly endNs: number,
    private readonly take: ((checkpoint: Checkpoint) => void) | undefined,
  ) {}

  /** @param write makes the checkpoint after the window */
  after({ packets, toNs }: Pick<ScanWindow, 'packets' | 'toNs'>, write: (atNs: number) => Checkpoint): void {
    if (!this.take || toNs >= this.endNs) return;
    for (const packet of packets) {
      if (packet < this.#nextPacket) continue;
      this.#budget.add(this.contentBytes[packet] ?? 0);
      this.#nextPacket = packet + 1;
    }
    const checkpoint = write(toNs);
    if (this.#budget.allows(checkpoint)) this.take(checkpoint);
  }
}
