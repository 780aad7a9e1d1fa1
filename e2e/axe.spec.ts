import AxeBuilder from '@axe-core/playwright';
import type { AppWindow } from './setup/app-window';
import { fillLibrary } from './setup/fill-library';
import { expect, test } from './setup/fixtures';
import { doctorStates, frameStates } from './setup/frame-states';
import { importState } from './setup/import-state';
import { kernelStates } from './setup/kernel-states';
import { kernelTrace } from './setup/kernel-trace';
import { engineDownStates, recordStates } from './setup/record-states';
import { runStates } from './setup/run-states';
import { toldStates } from './setup/told-states';
import { emptyLibraryState, tracesStates } from './setup/traces-states';
import type { Visit } from './setup/visit';

/** The dark theme checks only rules that depend on colours. */
const THEMES = [
  ['light', []],
  ['dark', ['color-contrast']],
] as const;

/**
 * An open list or menu. While it is open, Base UI hides the rest of the page from assistive technologies, as behind a
 * dialog, and renders it at the end of the page. So it is checked separately.
 */
const DROPPED = 'body > :not(#root):has([role=menu], [role=listbox])';

/** Electron cannot open the second page that axe's default mode needs, so use legacy mode. */
function axeIn({ page }: AppWindow): Visit {
  return async (state) => {
    for (const [colorScheme, rules] of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const axe = new AxeBuilder({ page }).setLegacyMode(true);
      if ((await page.locator(DROPPED).count()) > 0)
        axe.include(DROPPED).disableRules(['region', 'page-has-heading-one']);
      if (rules.length > 0) axe.withRules([...rules]);
      const { violations } = await axe.analyze();
      const found = violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`),
      }));
      expect.soft(found, `${state}, ${colorScheme}`).toEqual([]);
    }
  };
}

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
