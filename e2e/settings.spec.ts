import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { runTool } from '../tests/setup/run-tool';
import { type AppWindow, openWindow } from './setup/app-window';
import type { Desk } from './setup/desk';
import { fillLibrary } from './setup/fill-library';
import { end, expect, test } from './setup/fixtures';
import { openForm } from './setup/record-form';
import { endsAs, startEndless } from './setup/recording';
import { tester } from './setup/tester';
import { willChoose } from './setup/will-choose';

const file = (desk: Desk): string => join(desk.configDir, 'settings.json');
const kept = (desk: Desk): Record<string, unknown> => JSON.parse(readFileSync(file(desk), 'utf8'));

function write(desk: Desk, text: string): void {
  const { uid, gid } = tester();
  writeFileSync(file(desk), text, { mode: 0o600 });
  chownSync(file(desk), uid, gid);
}

/** Only the settings determine the library's location. */
function bySettings(desk: Desk): Desk {
  write(desk, JSON.stringify({ libraryDir: desk.libraryDir }));
  return { ...desk, env: { ...desk.env, CONTAINERS_TRACE_LIBRARY: '' } };
}

/** Sets the next answer of the native dialog, since a test cannot click in it. */
const saved = ({ page }: AppWindow) => page.locator('.view-header').getByText(texts.settings.saved, { exact: true });

test('every change is saved at once, checked at its field, and can be undone', async ({ ct, desk }) => {
  const { page } = ct;
  await ct.go(texts.views.settings);
  await expect(page.getByRole('heading', { name: texts.views.settings, level: 1 })).toBeFocused();
  await expect(page.getByText(texts.settings.library.byEnvironment)).toBeVisible();
  await expect(page.getByRole('button', { name: texts.settings.library.choose })).toBeDisabled();

  const duration = page.getByLabel(texts.settings.defaults.maxDuration);
  for (const [typed, problem] of [
    ['soon', 'A time limit is a number of seconds.'],
    ['-1', 'Longer than 0 seconds.'],
    ['9999999', 'At most a week'],
  ] as const) {
    await duration.fill(typed);
    await expect(page.getByText(problem)).toBeVisible();
    await expect(duration).toHaveAttribute('aria-invalid', 'true');
  }
  await duration.press('Enter');
  expect(existsSync(file(desk))).toBe(false);
  await duration.fill('5 min');
  await duration.press('Enter');
  await expect(saved(ct)).toBeVisible();
  expect(kept(desk)).toMatchObject({ defaults: { limits: { maxDurationS: 300 } } });
  expect(statSync(file(desk)).mode & 0o777).toBe(0o600);

  const days = page.getByLabel(texts.settings.trash.days);
  await days.fill('0');
  await expect(page.getByText('At least 1 day.')).toBeVisible();
  await days.fill('30');
  await days.press('Tab');
  await expect.poll(() => kept(desk)).toMatchObject({ trashDays: 30 });
  await page.getByRole('button', { name: texts.traces.undo.undo }).click();
  await expect(days).toHaveValue('7');
  expect(kept(desk)).toMatchObject({ trashDays: 7, defaults: { limits: { maxDurationS: 300 } } });

  await page.getByLabel(texts.settings.defaults.engine).click();
  await page.getByRole('option', { name: 'Docker' }).click();
  await expect.poll(() => kept(desk)).toMatchObject({ defaults: { engine: 'docker' } });
  await page.getByRole('checkbox', { name: texts.settings.window.notifyLabel }).uncheck();
  await expect.poll(() => kept(desk)).toMatchObject({ notify: false });
});

test('the theme changes at once and is applied before the first paint of the next start', async ({ desk }) => {
  const first = await openWindow(desk);
  // Playwright emulates a light desktop in each page. Here the app decides.
  await first.page.emulateMedia({ colorScheme: null });
  await first.go(texts.views.settings);
  const isDark = ({ page }: AppWindow) => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await first.page.getByRole('radio', { name: texts.settings.window.themes.light }).check();
  await expect.poll(() => isDark(first)).toBe(false);
  await first.page.getByRole('radio', { name: texts.settings.window.themes.dark }).check();
  await expect.poll(() => isDark(first)).toBe(true);
  await expect.poll(() => kept(desk)).toMatchObject({ theme: 'dark' });
  await end(first);
  const second = await openWindow(desk);
  await second.page.emulateMedia({ colorScheme: null });
  expect(await isDark(second)).toBe(true);
  const background = await second.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBackgroundColor(),
  );
  expect(background?.toLowerCase()).toContain('17191c');
  await expect(second.page.getByRole('radio', { name: texts.settings.window.themes.dark })).toBeChecked();
  await end(second);
});

test('a broken settings file is set aside and reported, and its content is kept', async ({ desk }) => {
  const broken = '{ "theme": "dark", "trashDays": ';
  write(desk, broken);
  const ct = await openWindow(desk);
  await ct.go(texts.views.settings);
  await expect(ct.page.getByText(texts.settings.broken)).toBeVisible();
  const [aside, ...others] = readdirSync(desk.configDir).filter((name) => name.startsWith('settings.json.broken-'));
  expect(others).toEqual([]);
  expect(readFileSync(join(desk.configDir, aside ?? ''), 'utf8')).toBe(broken);
  await ct.page.getByRole('radio', { name: texts.settings.window.themes.light }).check();
  await expect.poll(() => existsSync(file(desk)) && kept(desk)).toMatchObject({ theme: 'light' });
  expect(readFileSync(join(desk.configDir, aside ?? ''), 'utf8')).toBe(broken);
  await end(ct);
});

test('the library moves to another folder and back without a restart, but not while recording', async ({ desk }) => {
  test.setTimeout(300_000);
  const ct = await openWindow(bySettings(desk));
  const { page } = ct;
  const runId = await startEndless(ct);
  await ct.go(texts.views.settings);
  await expect(page.getByText(texts.settings.library.recording)).toBeVisible();
  await expect(page.getByRole('button', { name: texts.settings.library.choose })).toBeDisabled();
  await willChoose(ct, desk.configDir);
  await expect(ct.ask('settings:choose-folder', null)).rejects.toThrow(/^config: .*recording/);
  await ct.ask('run:stop', { runId });
  await ct.go(texts.views.record);
  await endsAs(ct, texts.run.phase.kept);

  const other = join(dirname(desk.libraryDir), 'other');
  mkdirSync(other, { mode: 0o700 });
  chownSync(other, tester().uid, tester().gid);
  await ct.go(texts.views.settings);
  const choose = page.getByRole('button', { name: texts.settings.library.choose });
  await willChoose(ct, '/proc');
  await choose.click();
  await expect(page.getByRole('main').getByText(/\/proc/)).toBeVisible();
  expect(kept(desk)).toMatchObject({ libraryDir: desk.libraryDir });
  await willChoose(ct, null);
  await choose.click();
  await expect(choose).toBeEnabled();
  await willChoose(ct, other);
  await choose.click();
  await expect(saved(ct)).toBeVisible({ timeout: 60_000 });
  expect(kept(desk)).toMatchObject({ libraryDir: other });
  expect(await ct.ask('traces:list', null)).toEqual([]);
  await page.getByRole('button', { name: texts.traces.undo.undo }).click();
  await expect.poll(() => kept(desk), { timeout: 60_000 }).toMatchObject({ libraryDir: desk.libraryDir });
  await ct.go(texts.views.traces);
  await expect(page.getByRole('row', { name: /Endless listing/ })).toBeVisible();
  await end(ct);
});

test('the library moves to another disk with its content, and a cancel leaves it in place', async ({ desk }) => {
  const [id = ''] = fillLibrary(desk, [{ title: 'Goes along', tags: ['kept'] }]);
  const { uid, gid } = tester();
  const ballast = join(desk.libraryDir, id, 'ballast');
  writeFileSync(ballast, '');
  truncateSync(ballast, 512 * 1024 * 1024); // large enough to cancel during the copy
  chownSync(ballast, uid, gid);
  const disk = join(dirname(desk.libraryDir), 'disk');
  mkdirSync(disk);
  runTool('mount', ['-t', 'tmpfs', '-o', `size=800m,mode=0700,uid=${uid},gid=${gid}`, 'ct-test', disk]);
  try {
    const ct = await openWindow(bySettings(desk));
    const { page } = ct;
    await ct.go(texts.views.settings);
    const move = page.getByRole('button', { name: texts.settings.library.move });
    const bar = page.getByRole('region', { name: texts.transfers.label });
    await willChoose(ct, join(desk.libraryDir, id));
    await move.click();
    await expect(bar).toContainText(texts.transfers.move.failed());
    await bar.getByRole('button', { name: texts.transfers.dismiss }).click();

    const place = join(disk, 'traces');
    await willChoose(ct, place);
    await move.click();
    await expect(bar).toContainText(`Moving the library to ${place}`);
    await expect(move).toBeDisabled();
    await bar.getByRole('button', { name: texts.transfers.cancel }).click();
    await expect(bar).toHaveCount(0);
    expect(readdirSync(disk)).toEqual([]);
    expect(kept(desk)).toMatchObject({ libraryDir: desk.libraryDir });
    expect(await ct.ask('traces:list', null)).toMatchObject([{ id }]);

    await move.click();
    await expect(bar).toContainText(texts.transfers.move.done(place), { timeout: 60_000 });
    await expect(page.getByRole('region', { name: texts.settings.sections.library, exact: true })).toContainText(place);
    expect(kept(desk)).toMatchObject({ libraryDir: place });
    expect(readdirSync(place)).toContain(id);
    await ct.go(texts.views.traces);
    await expect(page.getByRole('row', { name: /Goes along/ })).toBeVisible();
    // The window watches the new folder.
    rmSync(join(place, id), { recursive: true });
    await expect(page.getByRole('row', { name: /Goes along/ })).toHaveCount(0);
    await end(ct);
  } finally {
    runTool('umount', ['--lazy', disk]);
  }
});

test('folders of images are added, checked and removed, and the record form follows', async ({ ct, desk }) => {
  const { page } = ct;
  const { uid, gid } = tester();
  const root = dirname(desk.libraryDir);
  const place = join(root, `images-${'of-a-long-name-'.repeat(12)}`);
  for (const [path, name] of [
    [place, 'localhost+of-the-place=1'],
    [join(root, 'more-images'), 'localhost+of-more=1'],
  ] as const)
    runTool('install', ['-d', '-o', String(uid), '-g', String(gid), join(path, name, '.singularity.d')]);
  const names = async (): Promise<string[]> =>
    (await ct.ask('images:list', { engine: 'apptainer' })).flatMap((image) => image.names);
  await ct.go(texts.views.settings);
  const section = page.getByRole('region', { name: texts.settings.sections.images, exact: true });
  const rows = section.getByRole('listitem');
  const add = section.getByRole('button', { name: texts.settings.images.add });
  await expect(section.getByText(texts.settings.images.none)).toBeVisible();

  const closed = join(root, 'closed');
  runTool('install', ['-d', '-m', '0700', closed]);
  const container = join(place, 'localhost+of-the-place=1');
  for (const [path, code] of [
    [closed, 'EACCES'],
    ['/etc/passwd', 'ENOTDIR'],
    [container, ''],
  ] as const) {
    await willChoose(ct, path);
    await add.click();
    await expect(section.getByText(path).filter({ hasText: code })).toBeVisible();
  }
  await willChoose(ct, null);
  await add.click();
  await expect(add).toBeFocused();
  expect(existsSync(file(desk))).toBe(false);

  await willChoose(ct, place);
  await add.press('Enter');
  await expect(rows).toHaveText([place]);
  await expect(section.getByText(container)).toHaveCount(0);
  await expect(add).toBeFocused();
  expect(kept(desk)).toMatchObject({ imageDirs: [place] });
  const isCut = (box: HTMLElement): boolean => box.scrollWidth > box.clientWidth;
  expect(await section.evaluate(isCut), 'a long path is wrapped').toBe(false);
  await add.press('Enter');
  await expect(section.getByText(/already one of/)).toBeVisible();
  await willChoose(ct, join(root, 'more-images'));
  await add.press('Enter');
  await expect(rows).toHaveCount(2);
  expect(await names()).toEqual(expect.arrayContaining(['localhost/of-the-place:1', 'localhost/of-more:1']));

  const remove = section.getByRole('button', { name: texts.settings.images.remove(place) });
  await remove.press('Enter');
  await expect(rows).toHaveText([join(root, 'more-images')]);
  await expect(add).toBeFocused();
  expect(await names()).not.toContain('localhost/of-the-place:1');
  expect(existsSync(place), 'the folder itself stays').toBe(true);
  await page.keyboard.press('Control+z');
  await expect(rows).toHaveText([place, join(root, 'more-images')]);
  expect(kept(desk)).toMatchObject({ imageDirs: [place, join(root, 'more-images')] });

  const form = await openForm(ct);
  await form.engine('Apptainer').click();
  await form.image.click();
  await expect(page.getByRole('option', { name: /localhost\/of-the-place:1/ })).toBeVisible();
  await page.keyboard.press('Escape');
  rmSync(place, { recursive: true });
  await ct.go(texts.views.settings);
  await expect(rows.first().getByText(texts.settings.images.unreadable)).toBeVisible();
  await expect(rows.last().getByText(texts.settings.images.unreadable)).toHaveCount(0);
  await expect.poll(names).not.toContain('localhost/of-the-place:1');
});

test('Trace Compass is selected, and a file that cannot be run is refused', async ({ ct, desk }) => {
  await ct.go(texts.views.settings);
  const choose = ct.page.getByRole('button', { name: texts.settings.viewer.choose });
  await willChoose(ct, '/etc/passwd');
  await choose.click();
  await expect(ct.page.getByRole('main').getByText(/^\/etc\/passwd /)).toBeVisible();
  await willChoose(ct, '/bin/true');
  await choose.click();
  await expect.poll(() => existsSync(file(desk)) && kept(desk)).toMatchObject({ viewerPath: '/bin/true' });
  await expect(ct.page.getByRole('main').getByText(/^\/etc\/passwd /)).toBeHidden();
  await ct.page.getByRole('button', { name: texts.settings.viewer.detect }).click();
  await expect.poll(() => kept(desk)).toMatchObject({ viewerPath: null });
});
