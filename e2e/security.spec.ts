import { readFileSync } from 'node:fs';
import { expect, test } from './setup/fixtures';

test('the page holds nothing but the bridge', async ({ ct }) => {
  const found = await ct.page.evaluate(() => ({
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
    bridge: Object.keys(window.bridge).sort(),
  }));
  expect(found).toEqual({ require: 'undefined', process: 'undefined', bridge: ['invoke', 'on'] });
});

test('the window is sandboxed and isolated, for a plain user', async ({ ct }) => {
  const facts = await ct.app.evaluate(({ app, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const contents = window?.webContents;
    const preferences: unknown = contents
      ? Reflect.apply(Reflect.get(contents, 'getLastWebPreferences'), contents, [])
      : null;
    return {
      uid: process.getuid?.(),
      noSandbox: app.commandLine.hasSwitch('no-sandbox'),
      rendererPid: contents?.getOSProcessId(),
      preferences,
    };
  });
  expect(facts.uid).not.toBe(0);
  expect(facts.noSandbox).toBe(false);
  expect(readFileSync(`/proc/${facts.rendererPid}/status`, 'utf8'), 'the page runs under a seccomp filter').toMatch(
    /^Seccomp:\t2$/m,
  );
  expect(facts.preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
});

test('an inline script is refused and reported', async ({ ct }) => {
  const violated = await ct.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), {
          once: true,
        });
        const script = document.createElement('script');
        script.textContent = 'document.title = "obeyed"';
        document.body.append(script);
      }),
  );
  expect(violated).toBe('script-src-elem');
  expect(await ct.page.title()).toBe('Containers Trace');
});

test('our own page violates no policy in any view', async ({ ct }) => {
  const messages: string[] = [];
  ct.page.on('console', (message) => messages.push(message.text()));
  await ct.page.reload();
  for (const view of ['Record', 'Traces', 'Doctor'] as const) {
    await ct.go(view);
    await expect(ct.page.getByRole('heading', { level: 1, name: view })).toBeVisible();
  }
  expect(messages).toEqual([]);
});

test('a channel that is not in the contract is refused', async ({ ct }) => {
  const refused = await ct.page.evaluate(() =>
    Reflect.apply(window.bridge.invoke, null, ['shell:run', null]).catch(String),
  );
  expect(refused).toContain('Not in the contract: shell:run');
  const event = await ct.page.evaluate(() => {
    try {
      return Reflect.apply(window.bridge.on, null, ['anything', () => undefined]);
    } catch (error) {
      return String(error);
    }
  });
  expect(event).toContain('Not in the contract: anything');
});

test('no window opens and no page is left', async ({ ct }) => {
  await ct.page.evaluate(() => {
    window.open('https://example.invalid/');
    location.href = 'https://example.invalid/';
  });
  expect(ct.app.windows()).toHaveLength(1);
  expect(ct.page.url()).toBe('app://bundle/index.html');
});

test('a frame that is not the page itself is a stranger to main', async ({ ct }) => {
  const answer = await ct.app.evaluate(async ({ ipcMain }) => {
    const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers');
    if (!(handlers instanceof Map)) throw new Error('Electron keeps its handlers elsewhere now.');
    const strangers = [
      null,
      { url: 'https://example.invalid/', parent: null },
      { url: 'app://bundle/x.html', parent: {} },
    ];
    const answers: unknown[] = [];
    for (const handler of handlers.values())
      for (const senderFrame of strangers) answers.push(await handler({ senderFrame }, null));
    return answers;
  });
  expect(answer.length).toBeGreaterThan(30);
  for (const one of answer) expect(one).toMatchObject({ ok: false, error: { code: 'denied' } });
});
