import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ASK_FAILURES } from '../src/core/privilege/ask-failures';
import { texts } from '../src/renderer/texts/en';
import { DEMO_IMAGE } from '../src/shared/request/demo-run';
import { withoutPkexec } from '../tests/attack/setup/without-pkexec';
import { type Polkit, startPolkit } from '../tests/setup/polkit';
import type { PolkitAgent } from '../tests/setup/polkit-agent';
import { processes } from '../tests/setup/process-table';
import { openedWorld, world } from '../tests/setup/world-state';
import { type AppWindow, launcher, openWindow } from './setup/app-window';
import { CLOSED_ENV, closedRun, placeClosedDocker } from './setup/closed-docker';
import type { Desk } from './setup/desk';
import { test as base, end, expect } from './setup/fixtures';
import { openForm } from './setup/record-form';
import { endsAs } from './setup/recording';

const GONE = { message: 'nothing of the helper is left', timeout: 20_000 };

/** The app in the window, sudo-prompt, pkexec, a real polkit and the helper; Docker is closed to the plain user. */
const test = base.extend<{ closed: AppWindow }>({
  closed: async ({ desk }, use) => {
    const ct = await openClosed(desk);
    await use(ct);
    await end(ct);
    await expect.poll(left, GONE).toEqual([]);
  },
});
test.skip(!openedWorld(), 'polkit is started in a test world only');

let polkit: Polkit;
let agent: PolkitAgent;
let takeAway: () => void;
test.beforeAll(async () => {
  takeAway = placeClosedDocker();
  polkit = await startPolkit();
  agent = await polkit.agentFor(process.pid);
});
test.afterAll(async () => {
  await agent.stop();
  await polkit.stop();
  takeAway();
});

function openClosed(desk: Desk): Promise<AppWindow> {
  Object.assign(desk.env, CLOSED_ENV);
  return openWindow(desk);
}

const helpers = (): number[] =>
  processes()
    .filter(({ command, uid }) => uid === 0 && /\/helper\.mjs \/[^ ]+$/.test(command) && !command.startsWith('/bin/'))
    .map(({ pid }) => pid);
const left = (): string[] => [
  ...processes()
    .map(({ pid, command }) => `${pid} ${command}`)
    .filter((words) => /helper\.mjs|ask\.js|bin\/pkexec/.test(words)),
  ...(existsSync('/run/containers-trace') ? ['/run/containers-trace'] : []),
];

async function record(ct: AppWindow, ...command: string[]): Promise<string> {
  const { runId } = await ct.ask('run:record', { config: closedRun(...command) });
  await ct.go(texts.views.record);
  return runId;
}

/** Waits until the password prompt of a recording is open. */
async function asked(ct: AppWindow): Promise<string> {
  polkit.answer('AUTH_SELF');
  await agent.arm();
  const runId = await record(ct, 'ls', '-la', '/');
  await agent.asked();
  await expect(ct.page.getByText(texts.run.password.waiting).first()).toBeVisible();
  return runId;
}

test('one start of the helper serves two recordings, and it ends with the window', async ({ desk }) => {
  polkit.answer('YES');
  const ct = await openClosed(desk);
  const mark = ct.page.getByRole('button', { name: texts.frame.helper.status });
  await expect(mark).toHaveCount(0);
  await record(ct, 'ls', '-la', '/');
  await endsAs(ct, texts.run.phase.kept);
  await expect(mark).toBeVisible();
  const [first, ...others] = helpers();
  expect(first).toBeDefined();
  expect(others).toEqual([]);
  // A second start would be refused.
  polkit.answer('NO');
  await record(ct, 'ls', '-la', '/usr');
  await endsAs(ct, texts.run.phase.kept);
  expect(helpers()).toEqual([first]);
  await end(ct);
  await expect.poll(left, GONE).toEqual([]);
});

test('the form records on an engine without access, after the password, in the words of the plan', async ({
  closed: ct,
}) => {
  polkit.answer('YES');
  const form = await openForm(ct);
  await form.engine('Docker').click();
  const row = ct.page.locator('.engine', { hasText: 'Docker' });
  await expect(row).toContainText(texts.frame.engineState.helper);
  await form.image.fill(DEMO_IMAGE);
  // The form starts with the demo, which has no network. The helper supports no setting of the network.
  await form.more.click();
  await ct.page.getByRole('combobox', { name: texts.record.fields.network }).click();
  await ct.page.getByRole('option', { name: texts.record.more.networks[''] }).click();
  await form.text(texts.record.fields.command).fill('ls /usr');
  await expect(form.record).toBeEnabled({ timeout: 60_000 });
  const reason = await row.locator('.engine-remedy p').innerText();
  await expect(ct.page.locator('.plan-content')).toContainText(reason, { timeout: 60_000 });
  await form.record.click();
  await endsAs(ct, texts.run.phase.kept);
});

test('the helper ends when the window is killed with -9 in the middle of a recording', async ({ desk }) => {
  polkit.answer('YES');
  const ct = await openClosed(desk);
  await record(ct, 'sleep', '600');
  await expect(ct.page.getByRole('button', { name: texts.run.stop })).toBeEnabled();
  await expect.poll(helpers, { timeout: 60_000 }).toHaveLength(1);
  ct.main.kill('SIGKILL');
  await expect.poll(left, GONE).toEqual([]);
});

test('a closed dialog is reported with other ways to record', async ({ closed: ct }) => {
  await asked(ct);
  await agent.dismiss();
  await endsAs(ct, texts.run.phase.failed);
  await expect(ct.page.getByText(ASK_FAILURES.dismissed.message).first()).toBeVisible();
  await expect(ct.page.getByText('usermod -aG tracing').first()).toBeVisible();
  await expect(ct.page.getByRole('button', { name: texts.run.again })).toBeEnabled();
});

test('a dialog that was open for a while starts the helper when it is answered', async ({ closed: ct }) => {
  await asked(ct);
  await agent.allow();
  await endsAs(ct, texts.run.phase.kept);
});

test('Cancel while the dialog is open closes it', async ({ closed: ct }) => {
  const runId = await asked(ct);
  await ct.ask('run:cancel', { runId });
  await agent.takenBack();
  await endsAs(ct, texts.run.phase.cancelled);
});

test('a refusal of polkit, and a missing agent, are reported with other ways to record', async ({ closed: ct }) => {
  polkit.answer('NO');
  await record(ct, 'true');
  await endsAs(ct, texts.run.phase.failed);
  await expect(ct.page.getByText(ASK_FAILURES.refused.message).first()).toBeVisible();
  polkit.answer('AUTH_SELF');
  await record(ct, 'true');
  await endsAs(ct, texts.run.phase.failed);
  await expect(ct.page.getByText(ASK_FAILURES['no-agent'].message).first()).toBeVisible();
});

test('the plan names the missing package without pkexec', async ({ desk }) => {
  const plain = launcher();
  const script = join(world().folder, 'electron-without-pkexec.sh');
  const words = [...withoutPkexec(), plain].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  writeFileSync(script, `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  process.env['CT_E2E_LAUNCHER'] = script;
  try {
    const ct = await openClosed(desk);
    await record(ct, 'true');
    await endsAs(ct, texts.run.phase.failed);
    await expect(ct.page.getByText('pkexec', { exact: false }).first()).toBeVisible();
    await expect(ct.page.getByText('apt-get install pkexec', { exact: false }).first()).toBeVisible();
    await end(ct);
  } finally {
    process.env['CT_E2E_LAUNCHER'] = plain;
  }
});
