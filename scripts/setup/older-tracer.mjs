// The older tracer, with which images with an older glibc are recorded. The built command line downloads it.
import { spawnSync } from 'node:child_process';
import { inProject } from './project.mjs';
import { say } from './setup-error.mjs';

const LIMIT_MS = 5 * 60_000;

/** Downloads the tracer, unless it is in the cache. Without it, other images are recorded as well, so a failure is only reported. */
export function fetchOlderTracer() {
  const asked = spawnSync(process.execPath, [inProject('out', 'main', 'cli.js'), 'fetch-tracer'], {
    encoding: 'utf8',
    timeout: LIMIT_MS,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (asked.status === 0) return;
  say(`Images with an older glibc cannot be recorded on this machine:\n${asked.stderr.trim()}`);
}
