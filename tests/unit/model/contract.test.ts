import { answerSchema, CHANNELS, CONTRACT, EVENT_NAMES, EVENTS } from '@shared/ipc/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS as EXPOSED, EVENT_NAMES as EXPOSED_EVENTS } from '../../../src/preload/names';

describe('the contract', () => {
  it('has each name once, and preload exposes exactly these', () => {
    expect(new Set(CHANNELS).size).toBe(CHANNELS.length);
    expect([...EXPOSED].sort()).toEqual([...CHANNELS].sort());
    expect([...EXPOSED_EVENTS].sort()).toEqual([...EVENT_NAMES].sort());
    expect(CHANNELS.filter((channel) => !/^[a-z]+:[a-z]+$/.test(channel))).toEqual([]);
  });

  it.each(CHANNELS)('%s refuses what is no argument of its own', (channel) => {
    const { args } = CONTRACT[channel];
    for (const wrong of [undefined, true, 7, 'text', [], [null], { id: '../x' }, { runId: 7 }, { engine: 'lxc' }])
      expect(args.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  });

  it('never throws while it refuses, whatever comes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CHANNELS), fc.anything(), (channel, wrong) => {
        CONTRACT[channel].args.safeParse(wrong);
      }),
    );
  });

  it('lets no path cross for what is in the library', () => {
    for (const channel of ['traces:show', 'traces:delete'] as const)
      for (const id of ['/etc', '..', '20260102-030405-0a1b2c/..', '20260102-030405-0a1b2c\0'])
        expect(CONTRACT[channel].args.safeParse({ id }).success).toBe(false);
  });

  it('answers with a value or an error, and tells nothing that is not schema-checked', () => {
    expect(answerSchema.safeParse({ ok: true, value: 1 }).success).toBe(true);
    expect(answerSchema.safeParse({ ok: false, error: { code: 'odd', message: '' } }).success).toBe(false);
    for (const name of EVENT_NAMES) expect(EVENTS[name].safeParse({ nonsense: 1 }).success, name).toBe(false);
  });
});
