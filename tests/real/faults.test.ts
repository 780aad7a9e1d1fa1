import { beforeAll, describe, expect, it } from 'vitest';
import { inWorld } from '../setup/in-world';
import { world } from '../setup/world-state';
import { buildEntries } from './entries/build-entries';
import { type Cell, cellsToPlay, type FaultName, faultMatrix, STEPS } from './entries/fault-matrix';
import { playFault } from './entries/play-fault';
import { killCases } from './entries/step-cases';

const KILLED = 128 + 9;
/** As after Ctrl+C: a recording that was stopped or cancelled before anything was recorded. */
const STOPPED = 128 + 2;

describe('the fault matrix', () => {
  it('has every step of the plan', () => {
    expect(STEPS).toEqual(Object.keys(killCases));
  });
});

inWorld('a fault in the middle of a recording', () => {
  let entry = '';
  beforeAll(async () => {
    entry = (await buildEntries(world().app)).accidentCli;
  });

  /** `npm run test:faults` plays all cells. CI plays one step of each fault. */
  const cells = cellsToPlay(process.env['CONTAINERS_TRACE_ALL_FAULTS'] === '1');

  it.each(cells)('%s in the step %s: the recording ends as %j', async (name, step, cell) => {
    const ending = await playFault(entry, faultMatrix[name], step);
    if (cell.end !== 'either') expect(endOf(ending.code), ending.told).toBe(cell.end);
    if (cell.end === 'failed' || (cell.end === 'stopped' && stopsItself(name)))
      expect(ending.cause, ending.told).toBeDefined();
    if (cell.left !== 'either') expect(ending.left, ending.told).toBe(cell.left);
  });
});

/** The disk guard stops the recording, and gives the reason. */
const stopsItself = (name: FaultName): boolean => name === 'the disk is full';

function endOf(code: number): Cell['end'] {
  if (code === KILLED) return 'killed';
  if (code === STOPPED) return 'stopped';
  return code === 0 ? 'recorded' : 'failed';
}
