/** Prints a line of the set-up to stderr. */
export const say = (text: string): void => void process.stderr.write(`test world: ${text}\n`);

/** Runs one part of the set-up and prints its duration. */
export async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const beganMs = performance.now();
  try {
    return await work();
  } finally {
    say(`${what}: ${((performance.now() - beganMs) / 1000).toFixed(1)} s`);
  }
}
