/** The command that enables the tests that add users and start root daemons. */
export const ENABLING_COMMAND = 'npm run test:real -- --disposable';

/**
 * Whether this process may add users, start daemons as root and fill disks: only as root, and only on a disposable machine
 * (in CI, or if the caller said so).
 * @returns the reason for a refusal; undefined if it is allowed
 */
export function whyNoWorld(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const disposable = env['CI'] === 'true' || env['CONTAINERS_TRACE_DISPOSABLE'] === '1';
  if (!disposable) return 'they add a user and start daemons as root, which only a disposable machine should see';
  if (process.getuid?.() !== 0) return 'they add a user and start daemons, which needs root';
  return undefined;
}

/** In CI a missing world is a failure. Tests are never skipped there. */
export function mustNotSkip(env: NodeJS.ProcessEnv = process.env): boolean {
  return env['CI'] === 'true';
}
