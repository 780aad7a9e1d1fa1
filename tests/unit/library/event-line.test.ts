import { EventCounter } from '@core/library/event-counter';
import { readEventHead, readFields } from '@core/library/event-line';
import { MOST_LINE_CHARS } from '@core/library/line-heads';
import { describe, expect, it } from 'vitest';
import { workPerCharacter } from '../setup/counted-text';

describe("a line of babeltrace2's text", () => {
  it.each([
    ['[1646833808.107640004] bare GlobalDef_String: event.fields = { self = 0 }', 1_646_833_808_107, false],
    ['[-4.998500000] bare tick: event.fields = { n = 1 }', -4_998, false],
    ['[-0.997000000] kernel tick: event.fields = { n = 2 }', -997, true],
    ['string: event.fields = { str = "akonadi" }', null, false],
    ['kernel of mine: event.fields = { }', null, true],
  ])('is an event of any domain, at any time: %s', (line, atMs, ofKernel) => {
    expect(readEventHead(line)).toMatchObject({ atMs, ofKernel });
  });

  it('has an event name with spaces, colons and what looks like a time', () => {
    const line =
      '[1.000000000] ust [2.000000000] small tick: x: stream.event.context = { vpid = 7 }, event.fields = { n = 0 }';
    expect(readEventHead(line)).toMatchObject({
      atMs: 1_000,
      name: '[2.000000000] small tick: x',
      context: '{ vpid = 7 }',
    });
  });

  it('has contexts of any depth', () => {
    const context = '{ a = { b = { c = { d = "}" } } }, vpid = 7 }';
    expect(readEventHead(`[1.000000000] ust x: stream.event.context = ${context}, event.fields = { }`)?.context).toBe(
      context,
    );
  });

  it.each(['', 'babeltrace2 says something else', '[1.5] '])('is no event: %j', (line) => {
    expect(readEventHead(line)).toBeUndefined();
  });
});

describe('the work of reading a hostile line', () => {
  const NAME = '[1.000000000] ust x: ';
  const HOSTILE: Record<string, (times: number) => string> = {
    'a long word': (times) => `${NAME}stream.event.context = { a = [ ${'w'.repeat(times)} ] }`,
    'groups that do not end': (times) => `${NAME}stream.event.context = ${'{ '.repeat(times)}`,
    'groups in groups': (times) => `${NAME}stream.event.context = ${'{ a = '.repeat(times)}${' }'.repeat(times)}`,
    strings: (times) => `${NAME}stream.event.context = { ${'a = "}", '.repeat(times)} }`,
    'a string that does not end': (times) => `${NAME}stream.event.context = { a = "${'\\"'.repeat(times)}`,
    colons: (times) => `${NAME}${': '.repeat(times)}`,
    digits: (times) => `[${'1'.repeat(times)}`,
    equals: (times) => `${NAME}stream.packet.context = { ${'a = '.repeat(times)} }`,
  };

  it.each(Object.keys(HOSTILE))('is the same for each character of a line twice as long: %s', (what) => {
    const [once = 0, twice = 0] = [10_000, 20_000].map((times) =>
      workPerCharacter((line) => {
        readEventHead(line);
        readFields(line);
      }, HOSTILE[what]?.(times) ?? ''),
    );
    // Of a name with many colons each is tried for a scope: the scopes' own lengths are the bound.
    expect(once).toBeLessThan(60);
    expect(twice).toBeLessThanOrEqual(once * 1.01);
  });
});

describe('a line without end', () => {
  it('is one event, of which a head is kept', () => {
    const counter = new EventCounter([0]);
    counter.addText('[1.000000000] ust a: stream.event.context = { vpid = 7, procname = "x" }, event.fields = { s = "');
    for (let n = 0; n < 400; n += 1) counter.addText('x'.repeat(MOST_LINE_CHARS));
    counter.addText('" }\n[2.000000000] ust a: event.fields = { }\n');
    counter.addText(`${'y'.repeat(2 * MOST_LINE_CHARS)}\n`);
    const { events, spans, lastAtMs } = counter.count();
    expect(events).toEqual({ kernel: 0, userspace: 3 });
    expect(spans.map(({ vpid, events: own }) => [vpid, own])).toEqual([[7, 1]]);
    expect(lastAtMs).toBe(2_000);
  });
});
