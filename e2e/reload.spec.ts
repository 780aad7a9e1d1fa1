import { texts } from '../src/renderer/texts/en';
import { expect, test } from './setup/fixtures';
import { endsAs, output, phase, startEndless } from './setup/recording';
import { startingWith } from './setup/wording';

test('a page that is reloaded in mid-run still shows the run', async ({ ct }) => {
  await startEndless(ct);
  await ct.page.reload();
  await expect(phase(ct, 'Recording')).toBeVisible();
  await expect(output(ct)).toContainText('root');
  await ct.page.getByRole('button', { name: startingWith(texts.run.stop) }).click();
  await endsAs(ct, texts.run.phase.kept);
});

test('a page that crashes in mid-run reloads and shows the run', async ({ ct }) => {
  const runId = await startEndless(ct);
  await ct.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) throw new Error('There is no window.');
    contents.once('did-finish-load', () => Reflect.set(contents, 'isBack', true));
    // Chromium's address for a crash. Loading it never ends, so do not wait for it.
    contents.loadURL('chrome://crash').catch(() => undefined);
  });
  // Playwright has lost the page, so query it through the main process.
  const isBack = () =>
    ct.app.evaluate(({ BrowserWindow }) => Reflect.get(BrowserWindow.getAllWindows()[0]?.webContents ?? {}, 'isBack'));
  await expect.poll(isBack, { message: 'the page is loaded again', timeout: 30_000 }).toBe(true);
  const inPage = (code: string): Promise<unknown> =>
    ct.app.evaluate(
      ({ BrowserWindow }, script) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script),
      code,
    );
  await expect
    .poll(() => inPage("document.querySelector('h1')?.textContent ?? ''"), {
      message: 'the run is shown',
      timeout: 30_000,
    })
    .toBe('Endless listing');
  expect(await inPage(`window.bridge.invoke('run:cancel', { runId: '${runId}' }).then(({ ok }) => ok)`)).toBe(true);
});
