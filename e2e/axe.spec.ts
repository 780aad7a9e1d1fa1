import { axeIn } from './setup/axe-in';
import { fillLibrary } from './setup/fill-library';
import { test } from './setup/fixtures';
import { doctorStates, frameStates } from './setup/frame-states';
import { importState } from './setup/import-state';
import { kernelStates } from './setup/kernel-states';
import { kernelTrace } from './setup/kernel-trace';
import { engineDownStates, recordStates } from './setup/record-states';
import { runStates } from './setup/run-states';
import { toldStates } from './setup/told-states';
import { emptyLibraryState, tracesStates } from './setup/traces-states';

test.setTimeout(400_000);

test('axe finds nothing in the form, the settings and the doctor, light and dark', async ({ ct }) => {
  await recordStates(ct, axeIn(ct));
  await kernelStates(ct, axeIn(ct));
  await toldStates(ct, axeIn(ct));
  await emptyLibraryState(ct, axeIn(ct));
  await frameStates(ct, axeIn(ct));
  await doctorStates(ct, axeIn(ct));
});

test('axe finds nothing in a run and in the library, light and dark', async ({ ct, desk }) => {
  fillLibrary(desk, [
    { title: 'A listing', tags: ['baseline'], notes: 'Before the new kernel.', output: 'bin\nboot\n' },
    { title: 'Damaged by a power cut', state: 'damaged', endedBy: 'accident', events: null, exitCode: null },
    { title: 'Exit with an error', exitCode: 2 },
    kernelTrace(),
  ]);
  await runStates(ct, axeIn(ct));
  await tracesStates(ct, axeIn(ct));
  await importState(ct, axeIn(ct));
});

test.describe('with an engine that is down', () => {
  test.use({
    desk: async ({ desk }, use) => {
      desk.env['DOCKER_HOST'] = `unix://${desk.runtimeDir}/docker.sock`;
      await use(desk);
    },
  });
  test('axe finds nothing', async ({ ct }) => {
    await engineDownStates(ct, axeIn(ct));
  });
});
