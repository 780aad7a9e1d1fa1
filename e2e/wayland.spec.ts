import { openWindow } from './setup/app-window';
import { startCompositor } from './setup/compositor';
import { end, expect, test } from './setup/fixtures';
import { afterRun, endsAs } from './setup/recording';

test('without an X server the demo is recorded, found in the list and dropped on the window', async ({
  desk,
}, info) => {
  const compositor = await startCompositor();
  try {
    const ct = await openWindow(desk, compositor);
    const { page } = ct;
    const painted = (): Promise<boolean> =>
      ct.app.evaluate(async ({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        return window?.isVisible() === true && !(await window.capturePage()).isEmpty();
      });
    await expect.poll(painted, { message: 'the window is painted' }).toBe(true);

    const podman = page.getByRole('radio', { name: /^Podman/ });
    await expect(podman).toBeVisible({ timeout: 60_000 });
    await podman.click();
    await page.getByRole('button', { name: /^Record the demo/ }).click();
    await endsAs(ct, 'Recorded', 120_000);
    await afterRun(ct, 'showInList');
    const row = page.getByRole('row', { selected: true });
    const [trace] = await ct.ask('traces:list', null);
    await expect(row).toContainText(trace?.title ?? 'a trace');
    await page.screenshot({ path: info.outputPath('wayland.png') });

    // No pointer can be moved here, so Chromium's debugging protocol makes the drop.
    const chromium = await page.context().newCDPSession(page);
    const data = { items: [], files: [`${desk.libraryDir}/${trace?.id}`], dragOperationsMask: 1 };
    const at = { x: 700, y: 500, data };
    await chromium.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at });
    await chromium.send('Input.dispatchDragEvent', { type: 'dragOver', ...at });
    await expect(page.locator('.drop-overlay')).toBeVisible();
    await chromium.send('Input.dispatchDragEvent', { type: 'drop', ...at });
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await end(ct);
  } finally {
    await compositor.stop();
  }
});
