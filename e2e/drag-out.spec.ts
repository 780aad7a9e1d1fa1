import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { demoRun } from '../src/shared/request/demo-run';
import { readTrace } from '../tests/real/reading/read-trace';
import type { AppWindow } from './setup/app-window';
import { dragOnto, letGo, pickUp } from './setup/drag-out';
import { openDropTarget } from './setup/drop-target';
import { expect, test } from './setup/fixtures';
import { startEndless } from './setup/recording';
import { startingWith } from './setup/wording';

const gripOf = ({ page }: AppWindow, title: string) => page.getByRole('row', { name: title }).locator('.grip');
const ready = (ct: AppWindow, title: string) =>
  expect(gripOf(ct, title), `the archive of ${title} is ready`).toHaveAttribute('aria-label', /^Ready/, {
    timeout: 60_000,
  });

/** The number of events in a trace's archive, read with standard tools. */
function eventsIn(archive: string): number {
  const into = mkdtempSync(join(tmpdir(), 'ct-dragged-'));
  try {
    if (archive.endsWith('.zip')) execFileSync('unzip', ['-q', archive, '-d', into]);
    else execFileSync('tar', ['--zstd', '-xf', archive, '-C', into]);
    const [top = ''] = readdirSync(into);
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: join(into, top) });
    return readTrace(join(into, top)).length;
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}

async function counted(ct: AppWindow, id: string): Promise<number> {
  const events = async () => (await ct.ask('traces:list', null)).find((row) => row.id === id)?.events ?? null;
  await expect.poll(events, { message: `${id} is counted`, timeout: 60_000 }).not.toBeNull();
  return (await events()) ?? 0;
}

test('a trace is dragged onto another program, alone or with others, when its archive is ready', async ({
  ct,
  desk,
}) => {
  test.slow();
  const { page } = ct;
  const target = await openDropTarget();
  try {
    const title = 'Größe von /';
    const { runId: first } = await ct.ask('run:record', {
      config: { ...demoRun('podman'), title, command: ['ls', '/'] },
    });
    const firstEvents = await counted(ct, first);
    const second = await startEndless(ct);
    await ct.go(texts.views.traces);
    await page.getByRole('row', { name: title }).click();

    // No archive is made during a recording. A drag reports that, and nothing is dropped.
    await expect(gripOf(ct, title)).toHaveAttribute('aria-label', texts.traces.dragHandle.waiting);
    await pickUp(ct, gripOf(ct, title));
    await expect(page.getByRole('status').filter({ hasText: texts.traces.dragHandle.notYet(1) })).toHaveCount(1);
    letGo();
    await ct.ask('run:stop', { runId: second });
    const secondEvents = await counted(ct, second);

    await ready(ct, title);
    expect(target.drops()).toEqual([]);
    const [zip = '', ...more] = await dragOnto(ct, gripOf(ct, title), target);
    expect(more).toEqual([]);
    expect(basename(zip)).toBe(`Größe-von-${first}.ctrace.zip`);
    expect(eventsIn(zip)).toBe(firstEvents);

    await page.getByRole('row', { name: 'Endless listing' }).click({ modifiers: ['Control'] });
    await ready(ct, title);
    await ready(ct, 'Endless listing');
    const both = await dragOnto(ct, gripOf(ct, 'Endless listing'), target);
    expect(both.map((path) => basename(path)).sort()).toEqual([
      `Endless-listing-${second}.ctrace.zip`,
      `Größe-von-${first}.ctrace.zip`,
    ]);
    expect(eventsIn(both.find((path) => path.includes(second)) ?? '')).toBe(secondEvents);

    await ct.ask('settings:change', { change: { archiveFormat: 'tar.zst' } });
    await page.getByRole('row', { name: title }).click();
    await ready(ct, title);
    const [zst = ''] = await dragOnto(ct, gripOf(ct, title), target);
    expect(basename(zst)).toBe(`Größe-von-${first}.ctrace.tar.zst`);
    expect(eventsIn(zst)).toBe(firstEvents);

    // By keyboard: the desktop's dialog returns the folder, and the bar at the bottom shows the progress.
    const chosen = join(desk.configDir, '../by keyboard.zip');
    await ct.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, chosen);
    await page.getByRole('grid').press('Control+e');
    const bar = page.getByRole('region', { name: texts.transfers.label });
    await expect(bar).toContainText(`Exported “${title}”`, { timeout: 30_000 });
    expect(eventsIn(chosen)).toBe(firstEvents);
    expect((await ct.ask('settings:read', null)).exportDir).toBe(join(desk.configDir, '..'));

    // A new name makes a new archive. Deleting a trace permanently also deletes its archive.
    await ct.ask('traces:rename', { id: first, title: 'Renamed' });
    await ready(ct, 'Renamed');
    await expect.poll(() => readable(zst), { message: 'the archive of the old name is gone' }).toBe(false);
    await ct.ask('traces:delete', { ids: [first] });
    await ct.ask('traces:purge', { ids: [first] });
    const cache = join(zst, '../..');
    await expect
      .poll(() => readdirSync(cache).filter((name) => name.startsWith(first)), {
        message: 'nothing of it is in the cache',
      })
      .toEqual([]);

    // The button deletes all caches. The archive is rebuilt when the pointer is on the trace again.
    await page.getByRole('row', { name: 'Endless listing' }).click();
    await ready(ct, 'Endless listing');
    await page.getByRole('button', { name: texts.traces.space.button }).click();
    const drop = page
      .getByRole('dialog')
      .getByRole('button', { name: startingWith(texts.traces.space.dropCaches('').split('(')[0] ?? '') });
    await expect(drop).toHaveText(/\(.*[1-9].*\)/);
    await drop.click();
    await expect(drop).toBeDisabled();
    expect(readdirSync(cache).filter((name) => name.startsWith(second))).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: 'Endless listing' }).hover();
    await ready(ct, 'Endless listing');
  } finally {
    target.close();
  }
});

function readable(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
