import { awakeTimer } from '@shared/model/awake-timer';

/**
 * Calls a function after some seconds, at most a week; never if undefined. A standstill does not count: the program stood still,
 * too, if the machine did.
 */
export function afterDuration(seconds: number | undefined, act: () => void): { clear(): void } {
  if (seconds === undefined) return { clear: () => undefined };
  return awakeTimer(act, seconds * 1000, { afterwards: 'rest' });
}
