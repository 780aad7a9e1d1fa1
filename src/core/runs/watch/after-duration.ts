/** A time limit in seconds, at most a week; none when undefined. */
export function afterDuration(seconds: number | undefined, act: () => void): { clear(): void } {
  if (seconds === undefined) return { clear: () => undefined };
  const timer = setTimeout(act, seconds * 1000);
  return { clear: () => clearTimeout(timer) };
}
