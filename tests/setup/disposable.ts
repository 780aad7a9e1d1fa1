/** What turns the tests on that add users and start root's daemons. */
export const ENABLING_COMMAND = 'npm run test:real -- --disposable';

/**
 * Whether this process may add users, start daemons as root and fill disks: only as root, and only on a machine that is
 * thrown away afterwards (CI, or the word of whoever started the tests).
 * @returns the reason why not; undefined when it may
 */
export function whyNoWorld(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const disposable = env['CI'] === 'true' || env['CONTAINERS_TRACE_DISPOSABLE'] === '1';
  if (!disposable) return 'they add a user and start daemons as root, which only a disposable machine should see';
  if (process.getuid?.() !== 0) return 'they add a user and start daemons, which needs root';
  return undefined;
}

/** In CI a missing world is a failure, never a skip. */
export function mustNotSkip(env: NodeJS.ProcessEnv = process.env): boolean {
  return env['CI'] === 'true';
}
