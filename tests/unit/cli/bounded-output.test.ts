import { describe, expect, it } from 'vitest';
import { BoundedOutput } from '../../../src/cli/output/bounded-output';
import type { Sink } from '../../../src/cli/output/sink';

const MOST = 1_000;
const LINE = 'a line that a program printed\n';

/** A reader that reads nothing until wake(), or that fails. */
class Reader implements Sink {
  read = '';
  waitingBytes = 0;
  #held: (() => void)[] = [];
  constructor(private how: 'asleep' | 'awake' | NodeJS.ErrnoException) {}

  write(bytes: Uint8Array, done: (error?: NodeJS.ErrnoException | null) => void): void {
    const take = (): void => {
      this.read += Buffer.from(bytes).toString('utf8');
      this.waitingBytes = 0;
      done();
    };
    if (this.how instanceof Error) done(this.how);
    else if (this.how === 'awake') take();
    else {
      this.waitingBytes = bytes.length;
      this.#held.push(take);
    }
  }

  wake(): void {
    this.how = 'awake';
    for (const take of this.#held.splice(0)) take();
  }
}

const outputTo = (reader: Sink): BoundedOutput => new BoundedOutput(reader, (lines) => `${lines} left out`, MOST);
const failing = (code: string): Reader => new Reader(Object.assign(new Error(code), { code }));

describe('output to a reader that may be slow', () => {
  it('reaches a fast reader completely and in order', async () => {
    const reader = new Reader('awake');
    const output = outputTo(reader);
    const long = 'x'.repeat(1_000_000);
    output.write(`${long}\n`);
    output.offer('last');
    expect(reader.read).toBe(`${long}\nlast`);
    expect(await output.end(0)).toBe(true);
  });

  it('makes the writer of a long answer wait, until the reader reads or is gone', async () => {
    const reader = new Reader('asleep');
    const output = outputTo(reader);
    const never = new AbortController().signal;
    expect(await output.room(never)).toBe(true);
    output.write('x'.repeat(MOST));
    const room = output.room(never);
    const cancelled = output.room(AbortSignal.abort());
    expect(await cancelled).toBe(false);
    reader.wake();
    expect(await room).toBe(true);
    const gone = outputTo(failing('EPIPE'));
    gone.write('x');
    expect(await gone.room(never)).toBe(false);
  });

  it('waits while another program uses the terminal, and then comes completely and in order', async () => {
    const reader = new Reader('awake');
    const output = outputTo(reader);
    const releases = [output.hold(), output.hold()];
    output.write('first\n');
    output.offer('second\n');
    releases[0]?.();
    releases[0]?.();
    expect(reader.read).toBe('');
    releases[1]?.();
    expect(reader.read).toBe('first\nsecond\n');
    expect(await output.end(0)).toBe(true);
  });

  it('buffers no more than the limit for a slow reader, and reports how many lines were omitted', () => {
    const reader = new Reader('asleep');
    const output = outputTo(reader);
    const printed = 10_000;
    for (let line = 0; line < printed; line += 1) output.offer(LINE);
    expect(output.waitingBytes).toBeLessThan(MOST + LINE.length);
    reader.wake();
    output.write('a status message\n');
    const lines = reader.read.trimEnd().split('\n');
    const shown = lines.filter((line) => `${line}\n` === LINE).length;
    expect(lines.slice(shown)).toEqual([`${printed - shown} left out`, 'a status message']);
  });

  it('ends a cut line before it reports omitted lines', () => {
    const reader = new Reader('asleep');
    const output = outputTo(reader);
    output.offer('x'.repeat(MOST));
    output.offer('left out');
    reader.wake();
    output.offer('shown');
    expect(reader.read).toBe(`${'x'.repeat(MOST)}\n1 left out\nshown`);
  });

  it('never omits the messages of the command line', () => {
    const reader = new Reader('asleep');
    const output = outputTo(reader);
    output.offer('x'.repeat(2 * MOST));
    output.write('a status message');
    reader.wake();
    expect(reader.read).toMatch(/a status message$/);
  });

  it('does not wait forever for a reader that reads nothing', async () => {
    const output = outputTo(new Reader('asleep'));
    output.write('the last line');
    expect(await output.end(1)).toBe(false);
  });

  it.each(['EPIPE', 'EIO', 'ENOSPC'])('is dropped once a write failed with %s, and nothing waits', async (code) => {
    const output = outputTo(failing(code));
    output.write('one');
    output.write('two');
    output.offer('three');
    expect(output.failure?.code).toBe(code);
    expect(output.waitingBytes).toBe(0);
    expect(await output.end(1_000)).toBe(false);
  });
});
