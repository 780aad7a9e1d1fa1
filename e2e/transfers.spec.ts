import { chownSync, closeSync, ftruncateSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { type AppWindow, openWindow } from './setup/app-window';
import { fillLibrary } from './setup/fill-library';
import { test as base, expect } from './setup/fixtures';
import { tester } from './setup/tester';
import { answerWith, closeWindow, ended } from './setup/ways-out';

/** Large enough to be in progress for a while on any machine. A sparse file, so it takes no disk space. */
const HOLE_BYTES = 16 * 1024 ** 3;
const TITLE = 'A long recording';

/** A trace with a slow export, and a folder to export to. */
const test = base.extend<{ out: string }>({
  out: async ({ desk }, use) => {
    const [id = ''] = fillLibrary(desk, [{ title: TITLE }]);
    makeHole(join(desk.libraryDir, id, 'stream_0'));
    const out = join(desk.configDir, '../out');
    mkdirSync(out);
    own(out);
    await use(out);
  },
});

function own(path: string): void {
  const { uid, gid } = tester();
  chownSync(path, uid, gid);
}

function makeHole(path: string): void {
  const file = openSync(path, 'wx', 0o600);
  ftruncateSync(file, HOLE_BYTES);
  closeSync(file);
  own(path);
}

const bar = ({ page }: AppWindow) => page.getByRole('region', { name: texts.transfers.label });

/** Starts the export with Ctrl+E and an answered desktop dialog. Does not use the drag-and-drop archive. */
async function beginExport(ct: AppWindow, file: string): Promise<void> {
  await ct.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await ct.go(texts.views.traces);
  await ct.page.getByRole('row', { name: TITLE }).click();
  await ct.page.getByRole('grid').press('Control+e');
  await expect(bar(ct)).toContainText(`Exporting “${TITLE}”`);
  await expect(bar(ct)).toContainText(/MiB of 16\.0 GiB|GiB of 16\.0 GiB/);
}

test('an export shows its progress, survives a reload, and leaves nothing after Cancel', async ({ ct, desk, out }) => {
  await beginExport(ct, join(out, 'long.zip'));
  await expect(bar(ct).getByRole('progressbar', { name: texts.transfers.export.going(TITLE) })).toBeVisible();
  await ct.page.reload();
  await expect(bar(ct)).toContainText(`Exporting “${TITLE}”`);
  await bar(ct).getByRole('button', { name: texts.transfers.cancel }).click();
  await expect(bar(ct)).toHaveCount(0);
  expect(readdirSync(out)).toEqual([]);
  await expect.poll(() => desk.openJournals(), { message: 'the promise was kept' }).toEqual([]);
});

test('quitting during an export asks; waiting changes nothing, quitting leaves nothing', async ({ desk, out }) => {
  const ct = await openWindow(desk);
  await beginExport(ct, join(out, 'long.tar.zst'));
  await answerWith(ct, 1);
  await closeWindow(ct);
  await expect(bar(ct).getByRole('button', { name: texts.transfers.cancel })).toBeEnabled();
  await answerWith(ct, 0);
  const over = ended(ct);
  await closeWindow(ct);
  await over;
  expect(readdirSync(out)).toEqual([]);
  expect(desk.openJournals()).toEqual([]);
});
