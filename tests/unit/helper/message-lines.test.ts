import { LONGEST_REQUEST, MessageLines, messageLine, NotOurProtocol } from '@shared/privilege/message-lines';
import { describe, expect, it } from 'vitest';

const lines = (longest = LONGEST_REQUEST): MessageLines => new MessageLines(longest);

describe('lines of JSON', () => {
  it('are complete, wherever chunks end', () => {
    const text = messageLine({ id: 1, verb: 'status' }) + messageLine({ id: 2, text: 'a\nb' });
    for (let cut = 0; cut <= text.length; cut += 1) {
      const reader = lines();
      expect([...reader.add(text.slice(0, cut)), ...reader.add(text.slice(cut))]).toEqual([
        { id: 1, verb: 'status' },
        { id: 2, text: 'a\nb' },
      ]);
    }
  });

  it('an incomplete line is not returned', () => {
    expect(lines().add('{"id":1')).toEqual([]);
  });

  it.each([
    ['not JSON', 'hello\n'],
    ['an empty line', '\n'],
    ['NUL in a whole line', '{"id":\u00001}\n'],
    ['NUL in half a line', '{"id"\u0000'],
    ['a line that does not end', 'x'.repeat(101)],
    ['a long line that ends', `"${'x'.repeat(100)}"\n`],
  ])('%s ends the conversation', (_name, text) => {
    expect(() => lines(100).add(text)).toThrow(NotOurProtocol);
  });

  it('a line that arrives in small pieces is refused at the limit', () => {
    const reader = lines(100);
    reader.add('"'.padEnd(100, 'x'));
    expect(() => reader.add('x')).toThrow(NotOurProtocol);
  });

  it('counts each line by itself', () => {
    const reader = lines(100);
    const line = messageLine('x'.repeat(90));
    expect(reader.add(line.repeat(50))).toHaveLength(50);
  });
});
