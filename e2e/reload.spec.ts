import { expect, test } from './setup/fixtures';
import { endsAs, output, phase, startEndless } from './setup/recording';

test('a page that is loaded again in mid-run goes on showing it', async ({ ct }) => {
  await startEndless(ct);
  await ct.page.reload();
  await expect(phase(ct, 'Recording')).toBeVisible();
  await expect(output(ct)).toContainText('root');
  await ct.page.getByRole('button', { name: /^Stop and keep/ }).click();
  await endsAs(ct, 'Recorded');
});

test('a page that crashes in mid-run comes back with it', async ({ ct }) => {
  const runId = await startEndless(ct);
  await ct.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await expect
    .poll(
      () =>
        ct.app.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
            'document.querySelector("h1")?.textContent ?? ""',
          ),
        ),
      {
        message: 'the run is on the page again',
        timeout: 30_000,
      },
    )
    .toBe('Endless listing');
  await ct.app.evaluate(
    ({ BrowserWindow }, id) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `window.bridge.invoke('run:cancel', {runId: '${id}'}).then(() => null)`,
      ),
    runId,
  );
});
