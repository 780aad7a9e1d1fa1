import type { TraceEvent } from './trace-event';

/** Counts events by their names. */
export class EventCounts {
  readonly byName = new Map<string, number>();

  readonly listen = ({ name }: TraceEvent): void => void this.byName.set(name, (this.byName.get(name) ?? 0) + 1);

  /** Of the kernel (a name without a provider) or of programs. */
  of(domain: 'kernel' | 'userspace'): number {
    let sum = 0;
    for (const [name, count] of this.byName) if (name.includes(':') === (domain === 'userspace')) sum += count;
    return sum;
  }
}
