/** Calls a function after some seconds, at most a week; never if undefined. */
export function afterDuration(seconds: number | undefined, act: () => void): { clear(): void } {
  if (seconds === undefined) return { clear: () => undefined };
  const timer = setTimeout(act, seconds * 1000);
  return { clear: () => clearTimeout(timer) };
}
