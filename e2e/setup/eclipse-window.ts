import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from './fixtures';

const xdotool = (...words: (string | number)[]): string =>
  spawnSync('xdotool', words.map(String), { encoding: 'utf8' }).stdout;

/** A window manager: Eclipse gets no keys without one. */
export function startWindowManager(): ChildProcess {
  return spawn('openbox', [], { stdio: 'ignore' });
}

/** Brings Trace Compass's window to the front and gives it the whole display. */
export function toFront(): void {
  const window = xdotool('search', '--onlyvisible', '--name', '^Trace Compass ?$').trim().split('\n').at(-1);
  if (!window) throw new Error('Trace Compass has no window.');
  xdotool('windowactivate', '--sync', window);
  xdotool('windowsize', '--sync', window, 1500, 950);
}

/** A picture of the whole display. */
export const photograph = (path: string): void => void execFileSync('scrot', ['--overwrite', path]);

/** The files of Trace Compass's analyses of a trace. */
const supplementary = (workspace: string, name: string): string => join(workspace, 'Tracing/.tracing', name);

/** Trace Compass computes the statistics of every trace last. */
export const isWorkedOut = (workspace: string, leaf: string): boolean =>
  existsSync(join(supplementary(workspace, leaf), 'statistics-totals.ht'));

/**
 * Opens the one experiment by the keys of the Project Explorer: Tracing, Experiments, its first child. Which of them Eclipse
 * has taken is not to be seen from outside, so it is done until the experiment has files of its own.
 */
export async function openExperiment(workspace: string, experiment: string): Promise<void> {
  const isOpen = (): boolean => readdirSync(join(workspace, 'Tracing/.tracing')).includes(`${experiment}_exp`);
  await expect
    .poll(
      () => {
        if (isOpen()) return true;
        toFront();
        // Into the empty part of the tree, then from its first line on.
        xdotool('mousemove', 80, 400, 'click', 1, 'key', '--delay', 250, 'Home', 'Down', 'Right', 'Down', 'Return');
        return isOpen();
      },
      { message: 'the experiment opens', timeout: 60_000, intervals: [3_000] },
    )
    .toBe(true);
}

/** Of a processor in two seconds, in hundredths: below it a viewer only draws. */
const IDLE_TICKS = 30;

/**
 * Waits until Trace Compass has indexed what is open, and has nothing more to do: an index that is not complete when it
 * closes is thrown away. Only its processor time tells; its files are written in between and at the end.
 */
export async function indexComplete(workspace: string, name: string, viewer: number): Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  const isIdle = (): boolean => {
    const ticks = ticksOf(viewer);
    const idle = ticks - last < IDLE_TICKS && existsSync(join(supplementary(workspace, name), 'checkpoint_btree.idx'));
    last = ticks;
    return idle;
  };
  await expect.poll(isIdle, { message: `${name} is indexed`, timeout: 90_000, intervals: [2_000] }).toBe(true);
}

/** User and system time, fields 14 and 15 of /proc/PID/stat (proc(5)). */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** Closes Trace Compass as a user does, so that it saves its index. */
export function closeWindow(): void {
  toFront();
  xdotool('key', 'alt+F4');
}

/**
 * How many events Trace Compass has indexed: the header of its index, of version 3, big-endian: version and number of
 * checkpoints, 4 bytes each, then the number of events, 8 bytes. Written when the trace is closed; the index of a leaf goes
 * when an experiment of it is closed (seen with 6.2.0).
 */
export function indexedEvents(workspace: string, name: string): number {
  const header = readFileSync(join(supplementary(workspace, name), 'checkpoint_btree.idx'));
  expect(header.readInt32BE(0), 'the version of the index').toBe(3);
  return Number(header.readBigInt64BE(8));
}
