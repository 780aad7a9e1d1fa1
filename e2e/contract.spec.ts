import { CHANNELS, CONTRACT } from '../src/shared/ipc/contract';
import {
  argumentsWithStrangeKeys,
  argumentsWithUnknownId,
  UNKNOWN_ID,
  wrongArguments,
} from '../tests/setup/contract-arguments';
import type { AppWindow } from './setup/app-window';
import { expect, test } from './setup/fixtures';

/** Calls a channel as a script in the page can: any name, any arguments. They are passed as JSON, so that no key is lost. */
const askAny = ({ page }: AppWindow, requests: [channel: string, args: unknown][]): Promise<unknown[]> =>
  page.evaluate(
    (texts) =>
      Promise.all(
        texts.map(([channel, text]) => Reflect.apply(window.bridge.invoke, null, [channel, JSON.parse(text)])),
      ),
    requests.map(([channel, args]): [string, string] => [channel, JSON.stringify(args) ?? 'null']),
  );

test('every channel rejects every kind of wrong arguments', async ({ ct }) => {
  const requests = CHANNELS.flatMap((channel) => {
    const { args } = CONTRACT[channel];
    return wrongArguments(args)
      .filter(({ value }) => !args.safeParse(JSON.parse(JSON.stringify(value) ?? 'null')).success)
      .map(({ what, value }) => ({ channel, what, value }));
  });
  expect(new Set(requests.map(({ channel }) => channel)).size).toBe(CHANNELS.length);
  const answers = await askAny(
    ct,
    requests.map(({ channel, value }) => [channel, value]),
  );
  for (const [index, { channel, what }] of requests.entries())
    expect(answers[index], `${channel}: ${what}`).toMatchObject({ ok: false, error: { code: 'config' } });
});

test('every channel with an id reports an unknown id as missing', async ({ ct }) => {
  const requests = CHANNELS.flatMap((channel): [string, unknown][] => {
    const args = argumentsWithUnknownId(CONTRACT[channel].args);
    return args === undefined ? [] : [[channel, args]];
  });
  expect(requests.length).toBeGreaterThan(8);
  const answers = await askAny(ct, requests);
  for (const [index, [channel, args]] of requests.entries())
    expect(answers[index], `${channel} ${JSON.stringify(args)}`).toMatchObject({
      ok: false,
      error: { code: 'missing' },
    });
  expect(JSON.stringify(answers)).toContain(UNKNOWN_ID);
});

test('strange keys pollute nothing in main', async ({ ct }) => {
  const harmless = CHANNELS.filter((channel) => argumentsWithUnknownId(CONTRACT[channel].args) !== undefined);
  const requests = harmless.flatMap((channel) =>
    argumentsWithStrangeKeys(CONTRACT[channel].args).map(({ value }): [string, unknown] => [
      channel,
      // Use an unknown id, so that no accepted call has an effect.
      { ...(value as object), ...(argumentsWithUnknownId(CONTRACT[channel].args) as object) },
    ]),
  );
  await askAny(ct, requests);
  expect(await ct.app.evaluate(() => Reflect.get({}, 'polluted'))).toBeUndefined();
});

test('a text of twenty million characters is refused, and the window keeps working', async ({ ct }) => {
  const answers = await ct.page.evaluate(
    (names) =>
      Promise.all(
        names.map((name) =>
          Reflect.apply(window.bridge.invoke, null, [name, { id: 'x'.repeat(20_000_000), notes: 'x' }]),
        ),
      ),
    ['traces:annotate', 'run:plan'],
  );
  for (const one of answers) expect(one).toMatchObject({ ok: false, error: { code: 'config' } });
  await ct.ask('app:info', null);
});
