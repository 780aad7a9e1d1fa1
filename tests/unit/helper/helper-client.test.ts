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
    { runtime: process.execPath, helper, ask: join(place, 'no-such-ask.js'), fromCheckout },
    () => place,
  );

it('an installed package that others can change is refused before anybody is asked', async () => {
  const helper = join(place, 'helper.mjs');
  writeFileSync(helper, '');
  chmodSync(helper, 0o666);
  await expect(client(helper, false).start(never)).rejects.toMatchObject({ code: 'denied' });
  expect(readdirSync(place)).toEqual(['helper.mjs']);
});

it('a path that cannot be passed on is refused, and leaves no meeting', async () => {
  await expect(client('/opt/a b/helper.mjs', true).start(never)).rejects.toMatchObject({ code: 'config' });
  expect(readdirSync(place)).toEqual([]);
});

it('a question that cannot be put is told, and leaves no meeting', async () => {
  const states: string[] = [];
  const one = client('/opt/helper.mjs', true);
  one.observe((state) => states.push(state));
  await expect(one.start(never)).rejects.toMatchObject({ code: 'command' });
  expect(readdirSync(place)).toEqual([]);
  expect(one.isUp).toBe(false);
  expect(states).toEqual(['asking', 'gone']);
});

it('what needs it says that it is not up', async () => {
  const one = client('/opt/helper.mjs', true);
  await expect(one.ensureDaemon()).rejects.toBeInstanceOf(AppError);
  await one.gone;
  await one.close();
});

it('nobody who has cancelled already is asked', async () => {
  await expect(client('/opt/helper.mjs', true).start(AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(place)).toEqual([]);
});
