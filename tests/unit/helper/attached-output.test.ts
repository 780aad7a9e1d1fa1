import type { Output } from '@shared/privilege/protocol';
import { describe, expect, it } from 'vitest';
import { attachedOutput } from '../../../src/helper/attached-output';

function frame(stream: 1 | 2, text: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

async function read(chunks: Buffer[]): Promise<string> {
  async function* stream(): AsyncGenerator<Buffer> {
    yield* chunks;
  }
  const outputs: Output[] = [];
  for await (const output of attachedOutput(stream())) outputs.push(output);
  const of = (name: Output['stream']): string =>
    outputs
      .filter((output) => output.stream === name)
      .map((output) => output.text)
      .join('');
  return `${of('stdout')}|${of('stderr')}`;
}

describe("the output of a container, as Docker's API frames it", () => {
  const whole = Buffer.concat([frame(1, 'größe '), frame(2, 'Fehler ü'), frame(1, ''), frame(1, 'end')]);

  it('is separated by stream, wherever chunks end', async () => {
    expect(await read([whole])).toBe('größe end|Fehler ü');
    for (let cut = 1; cut < whole.length; cut += 1)
      expect(await read([whole.subarray(0, cut), whole.subarray(cut)])).toBe('größe end|Fehler ü');
    expect(await read([...whole].map((byte) => Buffer.from([byte])))).toBe('größe end|Fehler ü');
  });

  it('is decoded however many frames a chunk has', async () => {
    const frames = Array.from({ length: 50_000 }, () => frame(1, '.'));
    expect((await read([Buffer.concat(frames)])).length).toBe('|'.length + 50_000);
  });

  it('keeps the received part of a truncated frame', async () => {
    expect(await read([frame(1, 'abcdef').subarray(0, 11)])).toBe('abc|');
  });
});
