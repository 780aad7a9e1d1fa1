import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { waitUntil } from '@core/process/wait-until';

const THREADS = 4;
const CALLS_PER_THREAD = 480_000;
/** Large enough that the program never outruns the disk: 64 × 1 MiB for each CPU. */
const BUFFERS = ['--subbuf-size=1M', '--num-subbuf=64'];
const CONTEXTS = ['vpid', 'vtid', 'procname', 'pid_ns'];

/**
 * Records about 3.8 million function entries and exits of calls.c with a session daemon of its own.
 * @param withLoads also what the program loaded, by which its functions get names
 * @returns the leaf, with metadata and streams
 */
export async function recordCalls(folder: string, withLoads = false): Promise<string> {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const env = { ...process.env, LTTNG_HOME: home, LTTNG_UST_REGISTER_TIMEOUT: '-1' };
  const program = join(folder, 'calls');
  const flags = ['-O1', '-g', '-finstrument-functions', '-pthread'];
  execFileSync('gcc', [...flags, '-o', program, join(import.meta.dirname, 'calls.c')]);
  // As root, the daemon would use the sockets of the system's own daemon.
  const asUser = process.getuid?.() === 0 ? (['setpriv', ['--reuid=65534', '--clear-groups']] as const) : undefined;
  if (asUser) {
    execFileSync('chown', ['-R', '65534', folder]);
    // A temporary folder may be closed to others.
    chmodSync(dirname(folder), 0o711);
  }
  const inHome = (file: string, args: readonly string[]): string =>
    execFileSync(asUser ? asUser[0] : file, asUser ? [...asUser[1], file, ...args] : args, {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const daemon = spawn(asUser ? asUser[0] : 'lttng-sessiond', asUser ? [...asUser[1], 'lttng-sessiond'] : [], {
    env,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => daemon.once('exit', resolve));
  try {
    await waitUntil(() => existsSync(join(home, '.lttng/lttng-sessiond.pid')), {
      what: "the session daemon's socket",
      timeoutMs: 30_000,
    });
    const lttng = (...args: string[]): string => inHome('lttng', ['--no-sessiond', ...args]);
    const output = join(folder, 'calls-trace');
    lttng('create', 'bench', `--output=${output}`);
    lttng('enable-channel', '-u', 'calls', '-s', 'bench', ...BUFFERS);
    const events = ['lttng_ust_cyg_profile*:*', ...(withLoads ? ['lttng_ust_statedump:*'] : [])];
    lttng('enable-event', '-u', events.join(','), '-c', 'calls', '-s', 'bench');
    lttng('add-context', '-u', ...CONTEXTS.flatMap((type) => ['-t', type]), '-c', 'calls', '-s', 'bench');
    lttng('start', 'bench');
    // By env, since setpriv itself aborts with the tracer's threads.
    const traced = ['LD_PRELOAD=liblttng-ust-cyg-profile.so.1', program, String(THREADS), String(CALLS_PER_THREAD)];
    inHome('env', traced);
    lttng('stop', 'bench');
    lttng('destroy', 'bench');
    return largestLeaf(output);
  } finally {
    daemon.kill('SIGTERM');
    await ended;
  }
}

/** Other programs of the machine that are instrumented have leaves of their own, which are small. */
function largestLeaf(folder: string): string {
  const leaves = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('/metadata'))
    .map((name) => dirname(join(folder, name)));
  const sizeOf = (leaf: string): number =>
    readdirSync(leaf).reduce((sum, name) => sum + statSync(join(leaf, name)).size, 0);
  const [largest] = leaves.sort((a, b) => sizeOf(b) - sizeOf(a));
  if (largest === undefined) throw new Error('lttng recorded nothing.');
  return largest;
}
