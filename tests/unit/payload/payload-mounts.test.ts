import { coveringVolume, preloadFile } from '@shared/payload/payload-mounts';
import { planRun } from '@shared/planning/plan-run';
import { describe, expect, it } from 'vitest';
import { configOf, FACTS } from '../setup/configs';
import { PAYLOAD } from '../setup/payload-facts';

const AT = '/opt/containers-trace/$LIB';

describe('the file of the libraries', () => {
  it("lists the selected libraries, what they require, the gate, and then the image's own", () => {
    expect(preloadFile(PAYLOAD, ['libc', 'fork'], ['/lib/own.so']).split('\n')).toEqual([
      `${AT}/liblttng-ust-libc-wrapper.so.1`,
      `${AT}/liblttng-ust-fork.so.1`,
      `${AT}/liblttng-ust.so.1`,
      `${AT}/libnuma.so.1`,
      `${AT}/libcontainers-trace-gate.so`,
      '/lib/own.so',
      '',
    ]);
  });
});

describe('a container with the tracer of this machine', () => {
  const payload = {
    folder: '/cache/payload/1/root',
    preloadFile: '/cache/payload/1/preload-1',
    preloadPaths: [`${AT}/liblttng-ust-libc-wrapper.so.1`],
  };
  const facts = { ...FACTS, preloadNames: {}, payload };
  const specOf = (config = configOf({ recording: { preset: 'memory' } }), given = {}) => {
    const { steps } = planRun(config, { ...facts, ...given });
    return steps.flatMap(({ do: action }) => (action.kind === 'create-container' ? [action.spec] : []))[0];
  };

  it('gets two read-only mounts beside the socket, and no variable', () => {
    const spec = specOf();
    expect(spec?.volumes.slice(0, -1)).toEqual([
      { source: payload.folder, target: '/opt/containers-trace', readOnly: true },
      { source: payload.preloadFile, target: '/etc/ld.so.preload', readOnly: true },
    ]);
    expect(spec?.volumes.at(-1)?.target).toBe('/var/run/lttng/lttng-ust-sock-8');
    expect(spec?.env).toEqual([]);
  });

  it("has its libraries also before the program's own LD_PRELOAD, which would precede the file", () => {
    const value = `${AT}/liblttng-ust-libc-wrapper.so.1:/lib/own.so`;
    expect(specOf(undefined, { imagePreload: '/lib/own.so' })?.env).toMatchObject([{ name: 'LD_PRELOAD', value }]);
  });

  it('gets no mount when only the kernel is recorded', () => {
    const config = configOf({ recording: { kernel: { preset: 'container' } } });
    const kernel = { access: { level: 'none', reason: 'x' }, buffers: { count: 4, sizeKiB: 1024 }, exceptPidNs: [] };
    expect(specOf(config, { kernel })?.volumes).toEqual([]);
  });
});

describe('a volume of the user', () => {
  const volume = (target: string) => ({ source: '/data', target, readOnly: false });

  it.each(['/', '/etc', '/etc/', '/opt', '/opt/containers-trace', '/opt/containers-trace/lib', '/etc/ld.so.preload'])(
    'that covers a place of the tracer is found: %s',
    (target) => expect(coveringVolume([volume('/srv'), volume(target)])).toEqual(volume(target)),
  );

  it.each(['/etc/app', '/opt/app', '/opt/containers-trace-data', '/srv', '/etc/ld.so.preload.d'])(
    'elsewhere is not: %s',
    (target) => expect(coveringVolume([volume(target)])).toBeUndefined(),
  );
});
