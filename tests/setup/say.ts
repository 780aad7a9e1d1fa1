/** A line of the set-up's own on stderr. */
export const say = (text: string): void => void process.stderr.write(`test world: ${text}\n`);

/** Does one part of the set-up and says how long it took. */
export async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const beganMs = performance.now();
  try {
    return await work();
  } finally {
    say(`${what}: ${((performance.now() - beganMs) / 1000).toFixed(1)} s`);
  }
}
