import { join } from 'node:path';
import { isRunning } from '@core/process/identity';
import { startOutliving } from '@core/process/start-outliving';
import { endViewer } from '@core/viewer/end-viewer';
import { writeLaunch } from '@core/viewer/launch-record';
import { VIEWER_ENV } from '@shared/model/labels';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

describe('a record of a viewer in a workspace', () => {
  it.each([
    ['of another workspace', 'other', true],
    ['of this workspace', '', false],
  ])('ends the process with the mark %s, and no other', async (_which, suffix, survives) => {
    const mark = { [VIEWER_ENV]: scratch.path + suffix };
    const started = startOutliving('sleep', ['600'], process.env, join(scratch.path, 'log'), mark);
    if (!started) throw new Error('sleep(1) did not start.');
    await writeLaunch(scratch.path, started.identity, '/opt/viewer');
    expect(await endViewer(scratch.path)).toBe(!survives);
    expect(isRunning(started.identity)).toBe(survives);
    if (survives) process.kill(-started.identity.pid, 'SIGKILL');
  });
});
