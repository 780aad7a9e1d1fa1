import { texts } from '../src/renderer/texts/en';
import { worldEngines } from '../tests/leaks/world-scope';
import {
  buildLeftovers,
  QUICK_IMAGE,
  QUICK_TITLE,
  SLOW_IMAGE,
  SLOW_TITLE,
  slowRecipe,
} from '../tests/real/entries/slow-recipe';
import { runTool } from '../tests/setup/run-tool';
import { openedWorld } from '../tests/setup/world-state';
import { type AppWindow, openWindow } from './setup/app-window';
import { test as base, end, expect } from './setup/fixtures';
import { startingWith } from './setup/wording';

/** The app with recipes that build in a second or never end. */
const test = base.extend({
  desk: async ({ desk }, use, info) => {
    info.skip(openedWorld() === undefined, 'the quick recipes stand on the test world’s base image');
    desk.env['CONTAINERS_TRACE_ROOT'] = slowRecipe();
    await use(desk);
  },
});

const field = ({ page }: AppWindow) => page.getByRole('combobox', { name: texts.record.fields.image, exact: true });
const building = ({ page }: AppWindow) => page.getByRole('region', { name: texts.images.building(SLOW_TITLE) });
const leftovers = () => buildLeftovers(worldEngines()['podman rootless']);

/** The form with Podman selected, whatever is ready on this machine. */
async function openForm(ct: AppWindow): Promise<void> {
  await ct.go(texts.views.record);
  const podman = ct.page.getByRole('radio', { name: /^Podman/ });
  await expect(podman).toBeVisible({ timeout: 60_000 });
  await podman.click();
  await expect(field(ct)).toBeEnabled();
}

async function startSlowBuild(ct: AppWindow): Promise<void> {
  await field(ct).fill(SLOW_IMAGE);
  await ct.page.keyboard.press('Escape');
  await ct.page.getByRole('button', { name: texts.images.build, exact: true }).click();
  await expect(building(ct)).toContainText('in the middle', { timeout: 60_000 });
}

test('the list shows the engine’s images, and a selected image is inspected, by keyboard alone', async ({ ct }) => {
  const { page } = ct;
  await openForm(ct);
  await field(ct).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.type('trace-demo');
  const demo = page.getByRole('option', { name: /^localhost\/containers-trace-demo:1, / });
  await expect(demo).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field(ct)).toHaveValue('localhost/containers-trace-demo:1');
  await expect(page.getByText(startingWith(`${texts.images.ready}: ${texts.images.ust('2.1')}`))).toBeVisible({
    timeout: 60_000,
  });
  // After reopening, the list is complete and shows the inspection's result.
  await page.keyboard.press('Alt+ArrowDown');
  await expect(demo).toHaveAccessibleName(/, ready for tracing, [0-9.]+ MiB, /);
  await expect(page.getByRole('option', { name: `${SLOW_IMAGE}, ${texts.images.state.missing}` })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toHaveCount(0);

  await field(ct).fill('no-such-image:7');
  await expect(page.getByText('podman pull no-such-image:7')).toBeVisible();
});

test('a build shows its progress, survives a reload, and leaves nothing when it is cancelled', async ({ ct }) => {
  const { page } = ct;
  await openForm(ct);
  await startSlowBuild(ct);
  await page.reload();
  await expect(building(ct)).toContainText('in the middle');
  await building(ct).getByRole('button', { name: texts.images.log }).click();
  await expect(building(ct).getByRole('group', { name: texts.images.log })).toContainText('STEP');
  expect(await leftovers()).not.toEqual([]);
  await building(ct).getByRole('button', { name: texts.images.cancelBuild }).click();
  await expect(building(ct)).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByRole('button', { name: texts.images.build, exact: true })).toBeVisible();
  expect(await leftovers()).toEqual([]);
});

test('a build is cancelled when the app ends, and leaves nothing', async ({ desk }) => {
  const ct = await openWindow(desk);
  await openForm(ct);
  await startSlowBuild(ct);
  await end(ct);
  expect(await leftovers()).toEqual([]);
});

test('an image of the app is built and then selected like any other', async ({ ct }) => {
  const { page } = ct;
  await openForm(ct);
  await field(ct).fill(QUICK_IMAGE);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: texts.images.build, exact: true }).click();
  try {
    await expect(page.getByText(startingWith(texts.images.ready))).toBeVisible({ timeout: 120_000 });
    await expect(page.getByRole('region', { name: new RegExp(QUICK_TITLE) })).toHaveCount(0);
    expect((await ct.ask('images:recipes', { engine: 'podman' })).find(({ id }) => id === 'demo')?.state).toBe('ready');
    expect(await leftovers()).toEqual([]);
  } finally {
    const { command, env } = worldEngines()['podman rootless'];
    const [program = '', ...words] = command;
    runTool(program, [...words, 'image', 'rm', QUICK_IMAGE], { ...(env ? { env } : {}), cwd: '/', okCodes: [0, 1] });
  }
});

test('unknown recipes, engines and images are refused with a reason', async ({ ct }) => {
  const odd = (args: unknown): never => args as never;
  await expect(ct.ask('images:build', odd({ engine: 'podman', recipe: 'shell' }))).rejects.toThrow(/base, demo/);
  await expect(ct.ask('images:recipes', odd({ engine: 'lxc' }))).rejects.toThrow(/podman, docker/);
  await expect(ct.ask('images:look', { engine: 'podman', image: '--help' })).rejects.toThrow(/config/);
  await expect(ct.ask('images:look', { engine: 'podman', image: 'no-such-image:7' })).rejects.toThrow(/missing/);
  await expect(ct.ask('images:cancel-build', { engine: 'podman', recipe: 'base' })).rejects.toThrow(/missing/);
});
