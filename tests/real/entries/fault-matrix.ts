import type { Fault } from './play-fault';
import { killCases } from './step-cases';

/** How a recording ends after a fault at the start of a step, or, in the program's step, at its first output. */
export interface Cell {
  /**
   * `recorded`: exit status 0. `stopped`: the status of a recording that was stopped before anything was recorded. `failed`:
   * another status, and the cause is named. `killed`: the command was killed.
   */
  end: 'recorded' | 'stopped' | 'failed' | 'killed' | 'either';
  left: 'kept' | 'nothing' | 'either';
}

/** Recorded: the fault came too late to matter, or the failed part is not needed. */
const W: Cell = { end: 'recorded', left: 'kept' };
/** Failed, and the recorded part is kept. */
const K: Cell = { end: 'failed', left: 'kept' };
/** Failed before anything was recorded. */
const N: Cell = { end: 'failed', left: 'nothing' };
/** Failed. A trace is kept only if the tracer's buffers were full enough to be written. */
const E: Cell = { end: 'failed', left: 'either' };
/** Podman's service is starting or serving the call. The call fails, or the next call finds a new service. */
const A: Cell = { end: 'either', left: 'either' };
/** Stopped before anything was recorded. */
const S: Cell = { end: 'stopped', left: 'nothing' };
/** As S, or the engine lost the call of this step. */
const X: Cell = { end: 'either', left: 'nothing' };
/** The target of the fault does not exist in this step. */
const _ = undefined;

export const STEPS = [
  'image',
  'look',
  'folder',
  'daemon',
  'session',
  'channel',
  'events',
  'start',
  'create-1',
  'run-1',
  'remove-1',
  'stop',
  'counters',
  'destroy',
  'close',
] as const;
export type StepId = (typeof STEPS)[number];

type Row = readonly (Cell | undefined)[] & { length: (typeof STEPS)['length'] };

interface MatrixRow extends Fault {
  /** In the order of STEPS. */
  cells: Row;
  /** The step that CI plays. `npm run test:faults` plays all steps. */
  inCi: StepId;
}

/** A signal to every process is a Stop. */
const stopped: Row = [S, X, S, S, S, S, S, S, X, W, W, W, W, W, W];

/** The same moments as in kill.test.ts. */
const killed = STEPS.map(
  (step): Cell => ({ end: 'killed', left: killCases[step]?.[0]?.left ?? 'either' }),
) as unknown as Row;

/** Each row is a fault, each column a step. */
export const faultMatrix = {
  'the app is killed': { act: 'kill', cells: killed, inCi: 'start' },
  'the app and its watchdog are killed': { act: 'power-cut', recover: true, cells: killed, inCi: 'remove-1' },
  'every process gets SIGTERM': { act: { toAll: ['SIGTERM'] }, cells: stopped, inCi: 'destroy' },
  'every process gets SIGHUP': { act: { toAll: ['SIGHUP'] }, cells: stopped, inCi: 'run-1' },
  'every process gets SIGTERM and SIGHUP': {
    act: { toAll: ['SIGTERM', 'SIGHUP'] },
    cells: stopped,
    inCi: 'run-1',
  },
  'every process gets SIGINT': { act: { toAll: ['SIGINT'] }, cells: stopped, inCi: 'run-1' },
  'the session daemon is killed': {
    act: { to: 'session-daemon', signal: 'SIGKILL' },
    stopsProgram: true,
    cells: [_, _, _, N, N, N, N, N, N, E, E, K, K, W, W],
    inCi: 'run-1',
  },
  'the session daemon is stopped': {
    act: { to: 'session-daemon', signal: 'SIGSTOP' },
    stopsProgram: true,
    cells: [_, _, _, N, N, N, N, N, N, E, E, E, K, W, W],
    inCi: 'run-1',
  },
  'the consumer daemon is killed': {
    act: { to: 'consumer-daemon', signal: 'SIGKILL' },
    stopsProgram: true,
    cells: [_, _, _, _, _, N, N, N, E, E, E, E, K, W, W],
    inCi: 'stop',
  },
  'the consumer daemon is stopped': {
    act: { to: 'consumer-daemon', signal: 'SIGSTOP' },
    stopsProgram: true,
    cells: [_, _, _, _, _, N, N, N, E, E, E, E, K, W, W],
    inCi: 'destroy',
  },
  'the container is killed': {
    act: { to: 'container', signal: 'SIGKILL' },
    cells: [_, _, _, _, _, _, _, _, _, W, _, _, _, _, _],
    inCi: 'run-1',
  },
  'the container monitor is killed': {
    act: { to: 'monitor', signal: 'SIGKILL' },
    stopsProgram: true,
    cells: [_, _, _, _, _, _, _, _, _, W, _, _, _, _, _],
    inCi: 'run-1',
  },
  'the container monitor is stopped': {
    act: { to: 'monitor', signal: 'SIGSTOP' },
    stopsProgram: true,
    cells: [_, _, _, _, _, _, _, _, _, W, _, _, _, _, _],
    inCi: 'run-1',
  },
  "Podman's service is killed": {
    act: { to: 'engine-service', signal: 'SIGKILL' },
    stopsProgram: true,
    cells: [A, A, W, W, W, W, W, W, A, W, W, W, W, W, W],
    inCi: 'run-1',
  },
  "Podman's service is stopped": {
    act: { to: 'engine-service', signal: 'SIGSTOP' },
    stopsProgram: true,
    cells: [A, A, A, A, A, A, A, A, A, W, W, W, W, W, W],
    inCi: 'run-1',
  },
  'the disk is full': {
    act: 'pause',
    files: 'disk full',
    stopsProgram: true,
    cells: [_, _, N, S, S, S, S, S, S, W, W, W, W, W, W],
    inCi: 'run-1',
  },
  'the file system is read-only': {
    act: 'pause',
    files: 'read-only',
    stopsProgram: true,
    recover: true,
    cells: [_, _, N, N, N, N, N, N, N, E, E, E, E, E, E],
    inCi: 'run-1',
  },
  "the trace's folder cannot be written": {
    act: 'pause',
    files: 'trace folder',
    stopsProgram: true,
    recover: true,
    cells: [_, _, _, N, N, N, N, N, E, E, E, E, E, E, E],
    inCi: 'stop',
  },
  'the journal cannot be written': {
    act: 'pause',
    files: 'journal folder',
    stopsProgram: true,
    recover: true,
    cells: [_, _, K, K, K, K, K, K, K, K, K, K, K, K, K],
    inCi: 'create-1',
  },
} as const satisfies Record<string, MatrixRow>;

export type FaultName = keyof typeof faultMatrix;

/** `[fault, step, cell]`, for it.each. @param all every cell; otherwise each fault's step for CI */
export function cellsToPlay(all: boolean): [FaultName, StepId, Cell][] {
  return (Object.keys(faultMatrix) as FaultName[]).flatMap((name) => {
    const { cells, inCi }: MatrixRow = faultMatrix[name];
    return STEPS.flatMap((step, column): [FaultName, StepId, Cell][] => {
      const cell = cells[column];
      return cell && (all || step === inCi) ? [[name, step, cell]] : [];
    });
  });
}
