import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { waitUntil } from '@core/process/wait-until';
import { heapBytes } from '@core/viewer/heap';
import { PROJECT, PROJECT_FILE } from '@core/viewer/project-file';
import { viewerArguments, viewerEnvironment } from '@core/viewer/viewer-command';
import { sumMb } from '../bench-window';
import { memoryOfTree } from '../process-memory';
import type { PlantedTrace } from './planted-trace';

/** Milliseconds from the start of the program. */
export interface ViewerTimes {
  /** Its window is there. */
  windowMs: number;
  /** Its statistics, which it works out last, are written, and its processor rests: nothing in the window changes any more. */
  populatedMs: number;
  /** PSS then, MB. */
  memoryMb: number;
}

const LIMIT_MS = 600_000;
const EVERY_MS = 50;
/** Trace Compass that only draws is below it: 0.2 of a processor. */
const BUSY_SHARE = 0.2;
const REST_MS = 2_000;
const TICK_MS = 1_000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Starts Trace Compass on a new workspace with one trace, as the app does, and waits until it has worked the trace out. */
export async function timeTraceCompass(
  program: string,
  { leaf, bytes }: PlantedTrace,
  { folder, display }: { folder: string; display: string },
): Promise<ViewerTimes> {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['Traces', '.tracing', 'Experiments'])
    mkdirSync(join(folder, 'workspace', PROJECT, name), { recursive: true });
  writeFileSync(join(folder, 'workspace', PROJECT, '.project'), PROJECT_FILE);
  const args = viewerArguments({
    workspaceDir: join(folder, 'workspace'),
    leaves: [leaf],
    heapBytes: heapBytes(bytes, totalmem()),
  });
  const env = { ...viewerEnvironment(process.env), DISPLAY: display, HOME: folder };
  const manager = spawn('openbox', [], { stdio: 'ignore', env });
  const began = performance.now();
  const viewer = spawn(program, args, { env, stdio: 'ignore', detached: true });
  try {
    const ended = (): boolean => viewer.exitCode !== null || viewer.signalCode !== null;
    const reached = async (what: string, is: () => boolean): Promise<number> => {
      await waitUntil(() => ended() || is(), { what, timeoutMs: LIMIT_MS, everyMs: EVERY_MS });
      if (ended()) throw new Error(`Trace Compass ended with ${viewer.exitCode} before: ${what}.`);
      return performance.now() - began;
    };
    const windowMs = await reached('its window', () => hasWindow(env));
    const written = join(folder, 'workspace', PROJECT, '.tracing', basename(leaf), 'statistics-totals.ht');
    const load = new ProcessorLoad(viewer.pid ?? 0);
    await reached('its statistics', () => load.restsFor(REST_MS) && existsSync(written));
    return { windowMs, populatedMs: load.busyUntilMs - began, memoryMb: sumMb(memoryOfTree(viewer.pid ?? 0)) };
  } finally {
    await endGroup(viewer);
    manager.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

const hasWindow = (env: Record<string, string>): boolean =>
  spawnSync('xdotool', ['search', '--onlyvisible', '--name', '^Trace Compass ?$'], { env }).status === 0;

/** When a process used the processor last, from /proc/PID/stat (proc(5), fields 14 and 15). */
class ProcessorLoad {
  busyUntilMs = performance.now();
  #ticks: number;
  #atMs = performance.now();

  constructor(private readonly pid: number) {
    this.#ticks = this.#read();
  }

  /** Call it often: it measures since the last call. */
  restsFor(ms: number): boolean {
    const now = performance.now();
    const ticks = this.#read();
    if ((ticks - this.#ticks) * TICK_MS > (now - this.#atMs) * BUSY_SHARE) this.busyUntilMs = now;
    this.#ticks = ticks;
    this.#atMs = now;
    return now - this.busyUntilMs > ms;
  }

  #read(): number {
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  }
}

/** The launcher is the leader of a group, with Java in it. */
async function endGroup(viewer: ChildProcess): Promise<void> {
  if (viewer.pid === undefined || viewer.exitCode !== null || viewer.signalCode !== null) return;
  const ended = new Promise((resolve) => viewer.once('exit', resolve));
  process.kill(-viewer.pid, 'SIGKILL');
  await ended;
}
