import { containerFacts } from '@core/engines/docker-api/replies';
import { memoryWarning } from '@core/runs/steps/memory-warning';
import { describe, expect, it } from 'vitest';

/** The reply of Docker 20.10 and Podman 4.3 to an inspection, without the fields that we do not read. */
const inspected = (state: object) => ({
  Id: 'a'.repeat(64),
  Name: '/ct-20260102-030405-0a1b2c-1',
  State: { Running: false, Pid: 0, ExitCode: 137, StartedAt: '', FinishedAt: '', ...state },
  Config: { Labels: null },
});

describe('a container that ran out of memory', () => {
  it('is known from the inspect data of the engine', () => {
    expect(containerFacts(inspected({ OOMKilled: true })).outOfMemory).toBe(true);
    expect(containerFacts(inspected({ OOMKilled: false })).outOfMemory).toBe(false);
    expect(containerFacts(inspected({})).outOfMemory).toBe(false);
  });

  it('is reported with its limit', () => {
    expect(memoryWarning(137, 67_108_864)).toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(/program was killed.*64 MiB/),
    });
  });

  it('is not said to have ended by it when another process was killed', () => {
    expect(memoryWarning(1, 67_108_864).message).not.toContain('The program');
  });

  it('is not said to have reached a limit when none was requested', () => {
    expect(memoryWarning(137, undefined).message).not.toContain('limit');
  });
});
