import { CHANNELS, CONTRACT, EVENTS, type EventName } from '@shared/ipc/contract';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { answer } from '../../../src/main/answer';
import type { Handlers } from '../../../src/main/handler-context';
import { CHANNELS as EXPOSED, EVENT_NAMES as EXPOSED_EVENTS } from '../../../src/preload/names';
import {
  argumentsWithStrangeKeys,
  goodArguments,
  hugeArguments,
  STRANGE_KEYS,
  wrongArguments,
} from '../../setup/contract-arguments';

/** The arguments of all handler calls. */
const arrived: unknown[] = [];
const note = async (args: unknown): Promise<never> => {
  arrived.push(args);
  return null as never;
};
const handlers = Object.fromEntries(CHANNELS.map((channel) => [channel, note])) as unknown as Handlers;

const REFUSED = { ok: false, error: { code: 'config' } };

afterEach(() => {
  arrived.length = 0;
});

describe('the contract', () => {
  it('has each name once, and preload exposes exactly these names', () => {
    expect(new Set(CHANNELS).size).toBe(CHANNELS.length);
    expect([...EXPOSED].sort()).toEqual([...CHANNELS].sort());
    expect([...EXPOSED_EVENTS].sort()).toEqual(Object.keys(EVENTS).sort());
    expect(CHANNELS.filter((channel) => !/^[a-z]+(-[a-z]+)*:[a-z]+(-[a-z]+)*$/.test(channel))).toEqual([]);
  });

  it('has a schema for everything that it sends to the window', () => {
    for (const name of Object.keys(EVENTS) as EventName[])
      expect(EVENTS[name].safeParse({ nonsense: 1 }).success, name).toBe(false);
  });

  it('never throws while it refuses any input', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...CHANNELS), fc.anything(), async (channel, wrong) => {
        const { ok } = await answer(handlers, channel, wrong, true);
        expect(ok).toBe(CONTRACT[channel].args.safeParse(wrong).success);
      }),
    );
  });
});

describe.each(CHANNELS)('%s', (channel) => {
  const { args } = CONTRACT[channel];

  it("accepts valid arguments, only from the app's page", async () => {
    const good = goodArguments(args);
    expect(await answer(handlers, channel, good, false)).toMatchObject({ ok: false, error: { code: 'denied' } });
    expect(arrived, 'a stranger reaches nothing').toEqual([]);
    expect(await answer(handlers, channel, good, true)).toEqual({ ok: true, value: null });
    expect(arrived).toHaveLength(1);
  });

  it('refuses every wrong type and every missing field', async () => {
    const wrong = [...wrongArguments(args), { what: 'nothing', value: undefined }];
    expect(wrong.length).toBeGreaterThan(4);
    for (const { what, value } of wrong)
      expect(await answer(handlers, channel, value, true), what).toMatchObject(REFUSED);
    expect(arrived).toEqual([]);
  });

  it('refuses endless texts and nested values', async () => {
    const nest = Array.from({ length: 20_000 }).reduce<unknown>((inner) => ({ inner, list: [inner] }), null);
    for (const { what, value } of [...hugeArguments(args), { what: 'a nest', value: nest }])
      expect(await answer(handlers, channel, value, true), what).toMatchObject(REFUSED);
    expect(arrived).toEqual([]);
  });

  it('passes on no key such as __proto__, and pollutes no prototype', async () => {
    for (const { what, value } of argumentsWithStrangeKeys(args)) {
      const { ok } = await answer(handlers, channel, value, true);
      if (ok) expect(strangeKeysIn(arrived.at(-1)), what).toEqual([]);
      expect(Reflect.get({}, 'polluted'), what).toBeUndefined();
    }
  });
});

function strangeKeysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.getOwnPropertyNames(value);
  const prototype = Object.getPrototypeOf(value);
  const odd = prototype === Object.prototype || prototype === Array.prototype ? [] : ['another prototype'];
  return [
    ...odd,
    ...own.filter((key) => STRANGE_KEYS.includes(key)),
    ...own.flatMap((key) => strangeKeysIn(Reflect.get(value, key))),
  ];
}
