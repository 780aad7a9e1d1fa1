import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HelperClient } from '@core/privilege/helper-client';
import { AppError } from '@shared/model/app-error';
import { afterEach, beforeEach, expect, it } from 'vitest';

let place = '';
beforeEach(() => {
  place = mkdtempSync('/tmp/ct-client-');
});
afterEach(() => rmSync(place, { recursive: true }));

const never = new AbortController().signal;
const client = (helper: string, fromCheckout: boolean): HelperClient =>
  new HelperClient(
    { runtime: process.execPath, helper, ask: join(place, 'no-such-ask.js'), starter: null, fromCheckout },
    () => place,
  );

it('refuses an installed package that other users can change, before it asks for the password', async () => {
  const helper = join(place, 'helper.mjs');
  writeFileSync(helper, '');
  chmodSync(helper, 0o666);
  await expect(client(helper, false).start(never)).rejects.toMatchObject({ code: 'denied' });
  expect(readdirSync(place)).toEqual(['helper.mjs']);
});

it('refuses a path with special characters, and leaves no meeting folder', async () => {
  await expect(client('/opt/a b/helper.mjs', true).start(never)).rejects.toMatchObject({ code: 'config' });
  expect(readdirSync(place)).toEqual([]);
});

it('reports that it cannot ask for the password, and leaves no meeting folder', async () => {
  const states: string[] = [];
  const one = client('/opt/helper.mjs', true);
  one.observe((state) => states.push(state));
  await expect(one.start(never)).rejects.toMatchObject({ code: 'command' });
  expect(readdirSync(place)).toEqual([]);
  expect(one.isUp).toBe(false);
  expect(states).toEqual(['asking', 'gone']);
});

it('rejects calls while the helper is not running', async () => {
  const one = client('/opt/helper.mjs', true);
  await expect(one.ensureDaemon()).rejects.toBeInstanceOf(AppError);
  await one.gone;
  await one.close();
});

it('does not ask for the password when the start is already cancelled', async () => {
  await expect(client('/opt/helper.mjs', true).start(AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(place)).toEqual([]);
});
