import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { awaitClean } from '../tests/leaks/await-clean';
import { runningProcesses } from '../tests/leaks/processes';
import { killCases, lastMoments } from '../tests/real/entries/step-cases';
import { type AppWindow, openWindow } from './setup/app-window';
import type { Desk } from './setup/desk';
import { expect, test } from './setup/fixtures';
import { endlessRun } from './setup/recording';
import { scopeOf } from './setup/scope-of-desk';

const KILLED_WITHIN_MS = 90_000;

/** Kills the main process with SIGKILL, this many milliseconds after the window got the start of the step. */
const killInStep = ({ app }: AppWindow, stepId: string, afterMs: number) =>
  app.evaluate(
    ({ BrowserWindow }, at) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents) throw new Error('There is no window.');
      const send = contents.send.bind(contents);
      contents.send = (channel: string, ...payload: unknown[]) => {
        send(channel, ...payload);
        const event = payload[0] as { type?: string; stepId?: string } | undefined;
        if (channel !== 'run-event' || event?.type !== 'step-started' || event.stepId !== at.stepId) return;
        setTimeout(() => process.kill(process.pid, 'SIGKILL'), at.afterMs);
      };
    },
    { stepId, afterMs },
  );

const stateOf = (desk: Desk, runId: string): string => {
  const file = join(desk.libraryDir, runId, 'trace.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { state: string }).state : 'nothing';
};

for (const [stepId, when, left] of lastMoments(killCases, Object.keys(killCases)))
  test(`kill -9 of the window in the step ${stepId} leaves ${left}`, async ({ desk }) => {
    const ct = await openWindow(desk);
    const { main } = ct;
    const gone = new Promise<void>((resolve) => main.once('exit', () => resolve()));
    await killInStep(ct, stepId, typeof when === 'number' ? when : 1);
    const begun =
      stepId === 'run-1' ? ct.ask('run:record', { config: endlessRun() }) : ct.ask('run:demo', { engine: 'podman' });
    const runId = await begun.then(
      (answer) => answer.runId,
      () => '', // it was killed before it answered
    );
    await within(gone, KILLED_WITHIN_MS, `the step ${stepId} to come`);
    await awaitClean(scopeOf(desk));
    const helpers = runningProcesses().filter(({ argv }) => argv.some((word) => word.includes(desk.profileDir)));
    expect(helpers.map(({ argv }) => argv.join(' '))).toEqual([]);
    const allowed = { nothing: ['nothing'], kept: ['ready', 'damaged'], either: ['nothing', 'ready', 'damaged'] };
    expect(allowed[left]).toContain(stateOf(desk, runId));
  });

async function within(promise: Promise<void>, limitMs: number, what: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${limitMs} ms in vain for ${what}.`)), limitMs);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
