import type { Engine } from '@core/engines/engine';
import { TraceLibrary } from '@core/library/trace-library';
import { recordedImage } from '@core/runs/recorded-image';
import { AppError } from '@shared/model/app-error';
import { describe, expect, it } from 'vitest';
import { configOf, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const never = new AbortController().signal;
const IMAGE = { reference: 'localhost/demo:1', id: 'sha256:aa', digests: [] };

/** An engine with these images by name, in a given state. It notes each export. */
function depsWith(images: Record<string, string>, state = 'ready') {
  const exported: string[] = [];
  const engine = {
    inspectImage: async (name: string) => {
      const id = images[name];
      if (id === undefined) throw new AppError('missing', `There is no image ${name}.`);
      return { id };
    },
    probe: async () => ({ state, reason: 'It is not running.' }),
    findByRun: async () => [],
    exportImage: async (name: string, labels: Record<string, string>) => {
      exported.push(`${name} ${Object.keys(labels).length}`);
    },
  };
  const library = new TraceLibrary(scratch.path);
  return { exported, deps: { library, runtimeDir: scratch.path, engine: () => engine as unknown as Engine } };
}

describe('the image of a recording', () => {
  it('is exported by its name, from a container that is in a journal', async () => {
    const { deps, exported } = depsWith({ 'localhost/demo:1': IMAGE.id });
    await deps.library.prepare();
    const image = await recordedImage(recordOf({ image: IMAGE }), deps, never);
    await image?.export?.(async () => undefined);
    expect([image?.reference, exported]).toEqual([IMAGE.reference, ['localhost/demo:1 1']]);
  });

  it('is found by its id when another image has its name', async () => {
    const { deps, exported } = depsWith({ 'localhost/demo:1': 'sha256:bb', [IMAGE.id]: IMAGE.id });
    await deps.library.prepare();
    const image = await recordedImage(recordOf({ image: IMAGE }), deps, never);
    await image?.export?.(async () => undefined);
    expect(exported).toEqual([`${IMAGE.id} 1`]);
  });

  it('is gone if the engine has neither, and unknown if the engine cannot be asked', async () => {
    const record = recordOf({ image: IMAGE });
    const gone = await recordedImage(record, depsWith({ 'localhost/demo:1': 'sha256:bb' }).deps, never);
    expect(gone).toEqual({ reference: IMAGE.reference, export: null });
    await expect(recordedImage(record, depsWith({}, 'stopped').deps, never)).rejects.toMatchObject({ code: 'missing' });
  });

  it('does not exist for a program of the machine, and for an image that was never inspected', async () => {
    const { deps } = depsWith({});
    const host = recordOf({ config: configOf({ target: { kind: 'host' } }), image: null });
    const closed = recordOf({ image: { ...IMAGE, id: '' } });
    for (const record of [host, closed, recordOf({ config: null, image: IMAGE })])
      expect(await recordedImage(record, deps, never)).toBeUndefined();
  });
});
