import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { demoRun } from '../src/shared/request/demo-run';
import type { RunConfigInput } from '../src/shared/request/run-config';
import { slowRecipe } from '../tests/real/entries/slow-recipe';
import type { AppWindow } from './setup/app-window';
import { buildingState } from './setup/building-state';
import { fillLibrary } from './setup/fill-library';
import { expect, test } from './setup/fixtures';
import { doctorStates, frameStates } from './setup/frame-states';
import { importState } from './setup/import-state';
import { kernelStates } from './setup/kernel-states';
import { kernelTrace } from './setup/kernel-trace';
import { callTraceStates, kernelTraceStates, noTraceState } from './setup/opened-trace-states';
import { engineDownStates, recordStates } from './setup/record-states';
import { afterRun, endsAs } from './setup/recording';
import { runStates } from './setup/run-states';
import { plantSample } from './setup/sample-trace';
import { toldStates } from './setup/told-states';
import { emptyLibraryState, tracesStates } from './setup/traces-states';
import type { Visit } from './setup/visit';
import { startingWith } from './setup/wording';

/** Folder for the screenshots; without it none are taken (`npm run screenshots`). */
const FOLDER = process.env['CT_SCREENSHOTS'] ?? '';
type Size = readonly [width: number, height: number];
const USUAL: Size = [1280, 800];
const OTHERS: readonly Size[] = [
  [960, 640],
  [3840, 2160],
];
/** For docs/images/traces.png. The height cuts off the library's path, which depends on the machine. */
const README_SIZE: Size = [1280, 672];
/** For docs/images/answer.png: a few insights fill it. */
const ANSWER_SIZE: Size = [1280, 480];

const SAMPLE = 'Threads, children and one slow function';
const SLOWER = 'The same with a slower function';

const LIBRARY: RunConfigInput[] = [
  {
    ...demoRun('podman'),
    title: 'Heap of one ls',
    command: ['ls', '-la', '/usr/bin'],
    recording: { preset: 'memory' },
  },
  { ...demoRun('podman'), title: SAMPLE, command: ['ct-sample'] },
  { ...demoRun('podman'), title: SLOWER, command: ['ct-sample', '--slow-ms', '200'] },
  { ...demoRun('podman'), title: 'A folder that is not there', command: ['ls', '/nowhere'] },
  {
    ...demoRun('podman'),
    title: 'Every event of a recursive listing',
    command: ['ls', '-R', '/etc'],
    recording: { preset: 'everything' },
  },
  { ...demoRun('podman'), title: 'Three containers in one trace', repeat: 3, command: ['ls', '-la', '/'] },
];

test.beforeAll(() => {
  mkdirSync(FOLDER, { recursive: true });
});

test('pictures of the form, the settings, the palette and the doctor', async ({ ct }) => {
  await recordStates(ct, picturesOf(ct));
  await emptyLibraryState(ct, picturesOf(ct));
  await frameStates(ct, picturesOf(ct));
  await doctorStates(ct, picturesOf(ct));
});

test('pictures of the kernel', async ({ ct, desk }) => {
  fillLibrary(desk, [{ title: 'Userspace alone' }, kernelTrace()]);
  await ct.go(texts.views.traces);
  await ct.page.getByRole('img', { name: texts.traces.ofKernel }).click();
  await expect(ct.page.getByRole('region', { name: texts.detail.recordings })).toBeVisible();
  await picturesOf(ct)('traces-kernel', { main: true });
  await kernelStates(ct, picturesOf(ct));
  await toldStates(ct, picturesOf(ct));
});

test('pictures of an opened trace of the kernel', async ({ ct, desk }) => {
  await noTraceState(ct, picturesOf(ct));
  plantSample(desk, '20260304-120000-000000', 'Kernel and userspace');
  await kernelTraceStates(ct, 'Kernel and userspace', picturesOf(ct));
});

test('pictures of runs and of the library, from real recordings', async ({ ct }) => {
  test.setTimeout(900_000);
  const { page } = ct;
  for (const config of LIBRARY) await recorded(ct, config);
  await runStates(ct, picturesOf(ct));
  await page.getByRole('button', { name: startingWith(texts.record.startDemo) }).click();
  await endsAs(ct, texts.run.phase.kept, 120_000);
  await expect(page.getByText(texts.traces.counting)).toHaveCount(0, { timeout: 60_000 });
  await picturesOf(ct)('demo-over', { main: true });
  await afterRun(ct, 'showInList');
  await expect(page.getByRole('complementary').getByRole('heading', { name: texts.detail.files })).toBeVisible();
  await sized(ct, README_SIZE);
  await page.screenshot({ path: join(FOLDER, 'traces.png') });
  await tracesStates(ct, picturesOf(ct));
  await callTraceStates(ct, SAMPLE, SLOWER, picturesOf(ct));
  await page.getByRole('tab', { name: /^Insights/ }).click();
  await sized(ct, ANSWER_SIZE);
  await page.screenshot({ path: join(FOLDER, 'answer.png') });
  await sized(ct, USUAL);
  await importState(ct, picturesOf(ct));
});

test.describe('with a recipe that takes its time', () => {
  test.use({
    desk: async ({ desk }, use) => {
      desk.env['CONTAINERS_TRACE_ROOT'] = slowRecipe();
      await use(desk);
    },
  });
  test('pictures of a build', async ({ ct }) => {
    await buildingState(ct, picturesOf(ct));
  });
});

test.describe('with an engine that is down', () => {
  test.use({
    desk: async ({ desk }, use) => {
      desk.env['DOCKER_HOST'] = `unix://${desk.runtimeDir}/docker.sock`;
      await use(desk);
    },
  });
  test('pictures of it', async ({ ct }) => {
    await engineDownStates(ct, picturesOf(ct));
  });
});

async function recorded(ct: AppWindow, config: RunConfigInput): Promise<void> {
  const { runId } = await ct.ask('run:record', { config });
  const events = async (): Promise<number | null> =>
    (await ct.ask('traces:list', null)).find((row) => row.id === runId)?.events ?? null;
  await expect.poll(events, { message: `${config.title} is counted`, timeout: 300_000 }).not.toBeNull();
}

/** Saves STATE-THEME-WIDTH.png in both themes, and selected states in every size. Restores the usual size. */
function picturesOf(ct: AppWindow): Visit {
  return async (state, { main = false, at } = {}) => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await ct.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const size of [...(main ? OTHERS : []), USUAL]) {
        await sized(ct, size);
        await at?.scrollIntoViewIfNeeded();
        await ct.page.screenshot({ path: join(FOLDER, `${state}-${colorScheme}-${size[0]}.png`) });
      }
    }
  };
}

/** Sets the page's metrics, not the window's, because the screen of the tests is smaller than 4K. */
async function sized({ page }: AppWindow, [width, height]: Size): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height] as const);
}
