import type { ReadWarning } from '../read-error';
import type { TraceReading } from '../trace-reading';

/**
 * Adds the warnings of a scanned window to those of the trace. Damage is found again in each window of the packet; the trace's list has
 * it once.
 */
export function noteWarnings({ streams, leaves }: TraceReading, warnings: readonly ReadWarning[]): void {
  for (const { stream, packet, offsetBytes, message, kind, leaf } of warnings)
    streams
      .find(({ name, leaf: index }) => name === stream && leaves[index]?.path === leaf)
      ?.warn(kind, packet, offsetBytes, message);
}
