/** By how much the accident `set-clock` sets the wall clock back. */
export const SET_BACK_MS = 3_600_000;

/** Sets the wall clock of this process back, as a time service does for the machine. The monotonic clock continues. */
export function setClockBack(): void {
  const Real = Date;
  const now = (): number => Real.now() - SET_BACK_MS;
  globalThis.Date = class extends Real {
    constructor(...args: [] | [value: number | string | Date]) {
      super(...((args.length === 0 ? [now()] : args) as [number]));
    }
    static override now(): number {
      return now();
    }
  } as DateConstructor;
}
