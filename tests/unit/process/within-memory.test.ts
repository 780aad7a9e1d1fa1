import { ChildEnvironment } from '@core/process/child-environment';
import { exec } from '@core/process/exec';
import { execText } from '@core/process/read-output';
import { describe, expect, it } from 'vitest';

/** dd(1) allocates one block before it reads anything. */
const GREEDY = ['if=/dev/zero', 'of=/dev/null', 'bs=1G', 'count=1'];
const options = { env: ChildEnvironment.known(), timeoutMs: 10_000, memoryBytes: 100_000_000 };

describe('a program that reads what came from outside', () => {
  it('gets no more memory than its limit', async () => {
    await expect(exec('dd', GREEDY, options)).rejects.toMatchObject({ code: 'command' });
    const reader = await execText('dd', GREEDY, options);
    for await (const piece of reader.text) expect(piece).toBe('');
    expect((await reader.ended).exitCode).toBe(1);
  });

  it('is missing by name, though another program sets its limit', async () => {
    const missing = 'no-such-program-of-ours';
    await expect(exec(missing, [], options)).rejects.toMatchObject({
      code: 'missing',
      message: expect.stringContaining(missing),
    });
    expect((await (await execText(missing, [], options)).ended).exitCode).toBe(127);
  });

  it('may say more than is kept of it', async () => {
    const reader = await execText('sh', ['-c', 'head -c 3000000 /dev/zero | tr "\\0" x >&2; echo read'], options);
    let text = '';
    for await (const piece of reader.text) text += piece;
    expect(text).toBe('read\n');
    expect((await reader.ended).stderr.length).toBeLessThan(100_000);
  });
});
