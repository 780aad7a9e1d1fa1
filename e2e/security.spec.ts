import { readFileSync } from 'node:fs';
import { CHANNELS } from '../src/shared/ipc/contract';
import type { AppWindow } from './setup/app-window';
import { expect, test } from './setup/fixtures';

test('the page contains nothing except the bridge', async ({ ct }) => {
  const found = await ct.page.evaluate(() => ({
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
    bridge: Object.keys(window.bridge).sort(),
  }));
  expect(found).toEqual({ require: 'undefined', process: 'undefined', bridge: ['invoke', 'lookAtDropped', 'on'] });
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
  ct.complaints.provoke(/Content Security Policy/);
  expect(violated).toBe('script-src-elem');
  expect(await ct.page.title()).toBe('Containers Trace');
});

test('our own page violates no policy in any view, dialog and menu', async ({ ct }) => {
  const { page } = ct;
  const violated: string[] = [];
  await page.exposeFunction('noteViolation', (text: string) => void violated.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const note: unknown = Reflect.get(window, 'noteViolation');
      if (typeof note === 'function') note(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  await page.reload();
  const views = page.getByRole('navigation').locator('.rail-view');
  await expect(views.first()).toBeVisible();
  for (const view of await views.all()) {
    await view.click();
    await expect(view).toHaveAttribute('aria-current', 'page');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await openEveryPopup(ct);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.type('r');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  expect(violated).toEqual([]);
  // setup/complaints.ts fails each test for violations in the console.
});

const OPENED = '[role="dialog"], [role="alertdialog"], [role="menu"], [aria-haspopup][aria-expanded="true"]';

/** Opens everything marked as opening a menu, a list or a dialog, once. Uses CSS, since open popups hide roles. */
async function openEveryPopup({ page }: AppWindow): Promise<void> {
  const popups = page.locator('main [aria-haspopup]:enabled:visible');
  for (let index = 0; index < (await popups.count()); index += 1) {
    await popups.nth(index).click();
    await expect(page.locator(OPENED).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator(OPENED)).toHaveCount(0);
  }
}

test('every page carries the policy, and it allows nothing from elsewhere', async ({ ct }) => {
  const policy = await ct.page.evaluate(async () => (await fetch('index.html')).headers.get('Content-Security-Policy'));
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});

test('no window opens and no page is left', async ({ ct }) => {
  await ct.page.evaluate(() => {
    window.open('https://example.invalid/');
    location.href = 'https://example.invalid/';
  });
  expect(ct.app.windows()).toHaveLength(1);
  expect(ct.page.url()).toBe('app://bundle/index.html');
});

test('names that are not in the contract are refused, for channels and for events', async ({ ct }) => {
  const told = await ct.page.evaluate(async (names) => {
    const refused = async (call: () => unknown): Promise<string> => {
      try {
        await call();
        return 'taken';
      } catch (error) {
        return String(error);
      }
    };
    const answers: string[] = [];
    for (const name of names) {
      answers.push(await refused(() => Reflect.apply(window.bridge.invoke, null, [name, null])));
      answers.push(await refused(() => Reflect.apply(window.bridge.on, null, [name, () => undefined])));
    }
    return answers;
  }, STRANGE_NAMES);
  expect(told).toHaveLength(2 * STRANGE_NAMES.length);
  for (const one of told) expect(one).toContain('Not in the contract');
});

const STRANGE_NAMES = [
  '',
  'shell:run',
  '__proto__',
  'constructor',
  'toString',
  'traces:list ',
  'ELECTRON_BROWSER_REQUIRE',
];

test('a page from elsewhere with our bridge reaches no channel', async ({ ct }) => {
  ct.complaints.provoke(/Electron Security Warning/); // that page has no policy
  const answers = await ct.app.evaluate(
    async ({ app, BrowserWindow }, names) => {
      const preload = `${app.getAppPath()}/out/preload/index.cjs`;
      const webPreferences = { preload, sandbox: true, contextIsolation: true };
      const stranger = new BrowserWindow({ show: false, webPreferences });
      try {
        await stranger.loadURL('data:text/html,<title>stranger</title>');
        return (await stranger.webContents.executeJavaScript(
          `Promise.all(${JSON.stringify(names)}.map((name) => window.bridge.invoke(name, null)))`,
        )) as unknown[];
      } finally {
        stranger.destroy();
      }
    },
    [...CHANNELS],
  );
  expect(answers).toHaveLength(CHANNELS.length);
  for (const one of answers) expect(one).toMatchObject({ ok: false, error: { code: 'denied' } });
});

test('a frame inside our own page, even with our bridge, reaches no channel', async ({ ct }) => {
  const answers = await ct.app.evaluate(
    async ({ app, BrowserWindow }, names) => {
      const preload = `${app.getAppPath()}/out/preload/index.cjs`;
      const webPreferences = { preload, sandbox: true, contextIsolation: true, nodeIntegrationInSubFrames: true };
      const window = new BrowserWindow({ show: false, webPreferences });
      try {
        await window.loadURL('app://bundle/index.html');
        await window.webContents.executeJavaScript(`new Promise((resolve) => {
          const frame = document.createElement('iframe');
          frame.srcdoc = '<p>inside</p>';
          frame.onload = () => resolve(null);
          document.body.append(frame);
        })`);
        const [frame] = window.webContents.mainFrame.frames;
        if (!frame) throw new Error('The page has no frame.');
        return (await frame.executeJavaScript(
          `Promise.all(${JSON.stringify(names)}.map((name) => window.bridge.invoke(name, null)))`,
        )) as unknown[];
      } finally {
        window.destroy();
      }
    },
    [...CHANNELS],
  );
  expect(answers).toHaveLength(CHANNELS.length);
  for (const one of answers) expect(one).toMatchObject({ ok: false, error: { code: 'denied' } });
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
