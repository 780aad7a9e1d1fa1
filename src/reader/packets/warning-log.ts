import type { ReadWarning } from '../read-error';

/** More warnings are counted only, so that a file of damaged packets does not fill the memory. */
const MAX_WARNINGS = 1000;

/** Adds a warning about one stream. */
export type StreamWarn = (
  kind: ReadWarning['kind'],
  packet: number | null,
  offsetBytes: number | null,
  message: string,
) => void;

/** Warnings that a stream has once, with its latest message, which has a number. */
const ONCE_A_STREAM: readonly ReadWarning['kind'][] = ['time-goes-back'];

/** Collects warnings. Each place warns once, however often it is read. */
export class WarningLog {
  readonly warnings: ReadWarning[] = [];
  /** Warnings beyond the limit, which are not in the list. */
  unlisted = 0;
  readonly #places = new Map<string, ReadWarning>();

  add(warning: ReadWarning): void {
    const isOnce = ONCE_A_STREAM.includes(warning.kind);
    const place = JSON.stringify([warning.leaf, warning.stream, isOnce ? null : warning.packet, warning.kind]);
    const known = this.#places.get(place);
    if (known !== undefined) {
      if (isOnce) known.message = warning.message;
      return;
    }
    if (this.warnings.length === MAX_WARNINGS) {
      this.unlisted++;
      return;
    }
    this.#places.set(place, warning);
    this.warnings.push(warning);
  }

  forStream(leaf: string, stream: string): StreamWarn {
    return (kind, packet, offsetBytes, message) => this.add({ kind, leaf, stream, packet, offsetBytes, message });
  }
}
