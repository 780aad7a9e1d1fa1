import { beforeEach, describe, expect, it, vi } from 'vitest';
import { engineIn } from '../../../scripts/setup/demo-image.mjs';
import { SetupError } from '../../../scripts/setup/setup-error.mjs';
import { ensureSystemPackages } from '../../../scripts/setup/system-packages.mjs';

/** The machine: what is installed, and whether a registry answers. Nothing can be installed on it. */
const machine = { absent: new Set<string>(), registry: false };

vi.mock('../../../scripts/setup/presence.mjs', () => ({
  isPresent: ({ programs = [], file = '' }: { programs?: string[]; file?: string }) =>
    ![...programs, file].some((name) => machine.absent.has(name)),
}));
vi.mock('../../../scripts/setup/answers.mjs', () => ({
  dockerAnswers: async () => false,
  containerRegistryAnswers: async () => machine.registry,
}));
vi.mock('../../../scripts/setup/apt.mjs', () => ({ hasApt: () => false }));

const RECORDING = ['tracing', 'engine', 'baseImage'] as const;
const setUp = (more: { needsBaseImage?: () => boolean; optional?: 'baseImage'[] } = {}): Promise<void> =>
  ensureSystemPackages({ groups: [...RECORDING], ...more });
const error = async (done: Promise<void>): Promise<string> =>
  done.then(
    () => '',
    (thrown: unknown) => (thrown instanceof SetupError ? thrown.message : String(thrown)),
  );

beforeEach(() => {
  machine.absent = new Set(['mmdebstrap']);
  machine.registry = false;
});

describe('mmdebstrap', () => {
  it('is not required while the demo image needs no new base image', async () => {
    expect(await error(setUp({ needsBaseImage: () => false }))).toBe('');
  });

  it('is required by name if the demo image needs a base image and no registry answers', async () => {
    expect(await error(setUp({ needsBaseImage: () => true }))).toContain('mmdebstrap');
    machine.registry = true;
    expect(await error(setUp({ needsBaseImage: () => true }))).toBe('');
  });

  it('is required without a question if there is no engine, or no LTTng, and so no image', async () => {
    for (const absent of ['podman', 'lttng']) {
      machine.absent = new Set(['mmdebstrap', absent]);
      expect(await error(setUp({ needsBaseImage: () => expect.fail('No engine can be asked.') }))).toContain(
        'mmdebstrap',
      );
    }
  });

  it('does not prevent the window, which reports its absence and opens', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await setUp({ needsBaseImage: () => true, optional: ['baseImage'] });
    expect(said.mock.calls.join('')).toContain('mmdebstrap');
    said.mockRestore();
  });

  it('does not hide that other packages are missing', async () => {
    machine.absent = new Set(['mmdebstrap', 'lttng']);
    expect(await error(setUp({ optional: ['baseImage'] }))).toContain('LTTng');
  });
});

describe('the engine of the demo', () => {
  it.each([
    [[], undefined],
    [['--engine', 'docker'], 'docker'],
    [['--engine=docker', '--repeat', '2'], 'docker'],
    [['--engine'], undefined],
  ])('%j: %s', (args, engine) => {
    expect(engineIn(args)).toBe(engine);
  });
});
