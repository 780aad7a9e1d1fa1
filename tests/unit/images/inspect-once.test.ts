import { Readable } from 'node:stream';
import type { Engine } from '@core/engines/engine';
import { reportOnImage } from '@core/images/image-report';
import tar from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { awaitCondition } from '../../setup/await-condition';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

/** The two calls of an engine that an inspection makes. Each export waits until the test releases it. */
function slowEngine() {
  const waiting: (() => void)[] = [];
  const exportImage: Engine['exportImage'] = async (_reference, _labels, signal, read) => {
    await new Promise<void>((resolve, reject) => {
      waiting.push(resolve);
      signal.addEventListener('abort', () => reject(new Error('cancelled')));
    });
    const pack = tar.pack();
    pack.entry({ name: 'lib/ld-musl-x86_64.so.1' }, 'x');
    pack.finalize();
    return read(Readable.from(pack));
  };
  const inspectImage = async () => ({ id: 'sha256:1' });
  return { waiting, engine: { exportImage, inspectImage } as unknown as Engine };
}

const exportsWaiting = (waiting: readonly unknown[], wanted: number): Promise<void> =>
  awaitCondition(() => waiting.length === wanted, { what: `${wanted} exports to begin`, timeoutMs: 10_000 });

describe('inspections of one image at the same time', () => {
  const inspect = (engine: Engine, signal = new AbortController().signal) =>
    reportOnImage(engine, 'a:1', { cacheDir: scratch.path, signal });

  it('share one export', async () => {
    const { engine, waiting } = slowEngine();
    const both = Promise.all([inspect(engine), inspect(engine)]);
    await exportsWaiting(waiting, 1);
    waiting[0]?.();
    const [first, second] = await both;
    expect(first).toMatchObject({ libc: 'musl', ust: null, tracepoints: [] });
    expect(second).toEqual(first);
    expect(waiting).toHaveLength(1);
  });

  it('do not fail together: when the first is cancelled, the other inspects the image itself', async () => {
    const { engine, waiting } = slowEngine();
    const cancel = new AbortController();
    const first = inspect(engine, cancel.signal);
    await exportsWaiting(waiting, 1);
    const second = inspect(engine);
    cancel.abort();
    await expect(first).rejects.toThrow();
    await exportsWaiting(waiting, 2);
    waiting[1]?.();
    expect(await second).toMatchObject({ libc: 'musl' });
  });
});
