import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { errorDataSchema } from '@shared/model/app-error';
import { capabilitiesSchema } from '@shared/model/capabilities';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { awaitClean, worldEngines, worldScope } from '../leaks/world-scope';
import { inWorld } from '../setup/in-world';
import { becomeUser } from '../setup/plain-user';
import { removeTree } from '../setup/remove-tree';
import { runCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { type Actor, world } from '../setup/world-state';
import { QUICK_IMAGE, slowRecipe } from './entries/slow-recipe';
import { recorded } from './reading/ways';

const LISTINGS = ['sh', '-c', 'for run in 1 2 3 4 5; do ls -la /; done'];

/** Tests what only Apptainer has: image files and folders, its options, and its users' variables. */
inWorld('Apptainer', () => {
  let folder = '';
  let sif = '';
  const sandbox = (): string => join(world().apptainer.images.user, 'localhost+containers-trace-demo=1');

  beforeAll(() => {
    const { user, actors } = world();
    folder = mkdtempSync(join(world().folder, 'apptainer-'));
    chmodSync(folder, 0o755);
    chownSync(folder, user.uid, user.gid);
    sif = join(folder, 'demo.sif');
    // Not compressed, which takes a tenth of the time.
    const build = ['apptainer', '--quiet', 'build', '--mksquashfs-args=-noI -noD -noF -noX', sif, sandbox()];
    const [program = '', ...words] = [...becomeUser(user), ...build];
    runTool(program, words, { env: actors.user.env, cwd: user.home, timeoutMs: 120_000 });
  });
  afterAll(() => removeTree(folder));

  const args = (image: string, options: readonly string[] = [], command = LISTINGS): string[] => [
    'record',
    ...['--engine', 'apptainer', '--image', image],
    ...options,
    '--',
    ...command,
  ];

  const refused = async (words: string[], env: Record<string, string | undefined> = {}, as: Actor = 'user') => {
    const [command = '', ...rest] = words;
    const result = await runCli([command, '--json', ...rest], { as, env });
    const { error } = z.object({ error: errorDataSchema }).parse(result.json());
    return { exit: result.code, ...error };
  };

  describe.each<{ what: string; as: Actor; options?: string[]; file?: boolean }>([
    { what: 'a SIF file, as a plain user', as: 'user', file: true },
    { what: 'a SIF file, as root', as: 'root', file: true },
    { what: 'a sandbox with --fakeroot', as: 'user', options: ['fakeroot'] },
    { what: 'a sandbox with --containall', as: 'user', options: ['containall'] },
    { what: 'a sandbox with --containall, as root', as: 'root', options: ['containall'] },
    {
      what: 'a SIF file with --fakeroot and --containall',
      as: 'user',
      file: true,
      options: ['fakeroot', 'containall'],
    },
  ])('$what', ({ as, options = [], file = false }) => {
    it('is recorded completely, with its processes named', async () => {
      const asked = options.flatMap((option) => ['--engine-option', option]);
      const { containers, discardedEvents, events, warnings } = await recorded(args(file ? sif : sandbox(), asked), {
        as,
      });
      expect({ discardedEvents, warnings }).toEqual({ discardedEvents: 0, warnings: [] });
      expect(events).toBeGreaterThan(20_000);
      const [container] = containers;
      const named = container?.processes.filter(({ procname }) => procname === 'ls') ?? [];
      expect(named).toHaveLength(5);
      const ownPids = options.includes('containall');
      expect(container?.witnesses.includes('mounts'), 'named by its mount namespace').toBe(!ownPids);
      expect(container?.pidNs !== hostPidNamespace()).toBe(ownPids);
      const hostPids = named.map(({ vpid }) => (container?.pidNs === FIRST_PID_NS ? vpid : null));
      const pids = named.map(({ pid }) => pid);
      expect(pids, "by the host's numbers where they are shared").toEqual(hostPids);
    });
  });

  it('runs a SIF file from a read-only folder, with the home folder and the binds of its user', async () => {
    const { user } = world();
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    runTool('cp', [sif, join(closed, 'read-only.sif')]);
    chmodSync(join(closed, 'read-only.sif'), 0o444);
    writeFileSync(join(user.home, 'mine'), 'at home');
    const bound = join(folder, 'bound');
    mkdirSync(bound);
    writeFileSync(join(bound, 'there'), 'bound');
    runTool('mount', ['--bind', '-o', 'ro', closed, closed]);
    try {
      const script = 'cat "$HOME/mine" /mnt/there >"$HOME/seen"; ls /';
      await recorded(args(join(closed, 'read-only.sif'), [], ['sh', '-c', script]), {
        as: 'user',
        env: { APPTAINER_BIND: `${bound}:/mnt` },
      });
      expect(runTool('cat', [join(user.home, 'seen')])).toBe('at homebound');
    } finally {
      runTool('umount', [closed]);
    }
  });

  it('omits the home folder with the no-home option', async () => {
    const { user } = world();
    // Outside the temporary folders, which Apptainer binds.
    const home = mkdtempSync('/srv/ct-home-');
    try {
      chownSync(home, user.uid, user.gid);
      writeFileSync(join(home, 'mine'), 'at home');
      const command = ['sh', '-c', `test ! -e ${home}/mine && ls /`];
      const as = { as: 'user' as const, env: { HOME: home } };
      expect((await recorded(args(sandbox(), ['--engine-option', 'no-home'], command), as)).exitCode).toBe(0);
    } finally {
      removeTree(home);
    }
  });

  it('finds images by name in the folders of the settings, beside those of the environment', async () => {
    const { images, user } = world();
    const [config, place, cache] = ['config', 'place', 'no-cache'].map((name) => join(folder, name));
    if (!config || !place || !cache) throw new Error('no folders');
    for (const dir of [config, place, cache]) {
      mkdirSync(dir);
      chownSync(dir, user.uid, user.gid);
    }
    const name = 'localhost/by-settings:1';
    linkSync(sif, join(place, 'localhost+by-settings=1.sif'));
    writeFileSync(join(config, 'settings.json'), JSON.stringify({ imageDirs: [join(folder, 'gone'), place] }));
    chownSync(join(config, 'settings.json'), user.uid, user.gid);
    const env = { CONTAINERS_TRACE_CONFIG: config, CONTAINERS_TRACE_CACHE: cache };
    const listed = async (by: Record<string, string>) => {
      const finished = await runCli(['images', '--engine', 'apptainer', '--json'], {
        as: 'user',
        env: { ...env, ...by },
      });
      return z
        .array(z.object({ names: z.array(z.string()) }))
        .parse(finished.json())
        .flatMap(({ names }) => names);
    };
    expect(await listed({ CONTAINERS_TRACE_IMAGES: '' })).toEqual([name]);
    expect((await listed({})).sort()).toEqual([name, images.base, images.demo].sort());
    const { events } = await recorded(args(name), { as: 'user', env: { ...env, CONTAINERS_TRACE_IMAGES: '' } });
    expect(events).toBeGreaterThan(20_000);
  });

  it('is found by its former name, singularity, where only that is installed', async () => {
    const env = { PATH: `${join(world().apptainer.prefix, 'singularity-only')}:/usr/bin:/bin:/usr/sbin:/sbin` };
    const { engines } = await capabilities(env);
    expect(engines.find(({ id }) => id === 'apptainer')).toMatchObject({
      state: 'ready',
      reason: expect.stringContaining('singularity'),
    });
    expect((await recorded(args(sandbox()), { as: 'user', env })).events).toBeGreaterThan(20_000);
  });

  it('is reported as missing with a hint where it is not installed', async () => {
    const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin' };
    const { engines } = await capabilities(env);
    expect(engines.find(({ id }) => id === 'apptainer')).toMatchObject({
      state: 'missing',
      remedy: expect.stringContaining('apptainer/releases'),
    });
    expect(await refused(args(sandbox()), env)).toMatchObject({ exit: 3, code: 'missing' });
  });

  it('reports an inaccessible /dev/fuse, and how to grant access', async () => {
    const { mode } = statSync('/dev/fuse');
    chmodSync('/dev/fuse', 0o600);
    onTestFinished(() => chmodSync('/dev/fuse', mode));
    const finished = await runCli(['doctor', '--json'], { as: 'user' });
    const { checks } = capabilitiesSchema.pick({ checks: true }).parse(finished.json());
    expect(checks.find(({ id }) => id === 'engine-apptainer-storage')).toMatchObject({
      state: 'caution',
      summary: expect.stringContaining('/dev/fuse'),
      remedy: expect.stringContaining('chmod 0666 /dev/fuse'),
    });
  });

  it('refuses files that are not images, each with its remedy', async () => {
    const text = join(folder, 'text.sif');
    writeFileSync(text, 'no image\n'.repeat(100));
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const half = join(folder, 'half.sif');
    runTool('cp', [sif, half]);
    truncateSync(half, statSync(sif).size / 2);
    expect(await refused(args(text))).toMatchObject({
      code: 'config',
      message: expect.stringContaining(text),
      hint: expect.stringContaining('apptainer build NEW.sif'),
    });
    expect(await refused(args(empty))).toMatchObject({
      code: 'config',
      message: expect.stringContaining(empty),
      hint: expect.stringContaining('apptainer build --sandbox'),
    });
    expect(await refused(args(half))).toMatchObject({
      code: 'config',
      message: expect.stringContaining(half),
      hint: expect.not.stringContaining('apptainer build'),
    });
    expect(await refused(args(join(folder, 'nothing.sif')))).toMatchObject({ code: 'missing' });
    await awaitClean(worldScope([worldEngines().apptainer]));
  });

  it('refuses options that do not go together, by their names', async () => {
    const both = ['--engine-option', 'fakeroot', '--user', '1234'];
    expect(await refused(args(sandbox(), both))).toMatchObject({
      code: 'config',
      message: expect.stringContaining('fakeroot'),
    });
    expect(await refused(args(sandbox(), ['--engine-option', 'privileged']))).toMatchObject({
      code: 'config',
      message: expect.stringContaining('--engine-option'),
    });
    expect(await refused(args(sandbox(), ['--network', 'bridge']))).toMatchObject({
      message: expect.stringContaining('bridge'),
    });
  });

  it('reports that the disk of its images is full, and leaves nothing on it', async () => {
    const { user } = world();
    const cache = join(folder, 'small');
    mkdirSync(cache);
    runTool('mount', ['-t', 'tmpfs', '-o', `size=24m,mode=0755,uid=${user.uid},gid=${user.gid}`, 'ct-test', cache]);
    try {
      const env = { CONTAINERS_TRACE_ROOT: slowRecipe(), CONTAINERS_TRACE_CACHE: cache };
      const failed = await refused(['build', 'demo', '--engine', 'apptainer'], env);
      expect(failed).toMatchObject({ exit: 1, message: expect.stringMatching(/disk of .* is full/) });
      expect(runTool('find', [cache, '-type', 'f'])).toBe('');
    } finally {
      runTool('umount', [cache]);
    }
  });

  it('builds a recipe, and finds it up to date afterwards', async () => {
    const env = { CONTAINERS_TRACE_ROOT: slowRecipe() };
    const build = async () =>
      z
        .object({ reference: z.string(), built: z.boolean() })
        .parse((await runCli(['build', 'demo', '--engine', 'apptainer', '--json'], { as: 'user', env })).json());
    expect(await build()).toEqual({ reference: QUICK_IMAGE, built: true });
    expect((await build()).built).toBe(false);
  });

  it('imports the image that another engine built from the same recipe, and no other', async () => {
    const { actors, images, user } = world();
    const archive = join(folder, 'base.tar');
    const save = ['save', '--quiet', '--format=docker-archive', '--output', archive, images.base];
    runTool('podman', save, { env: actors.root.env, timeoutMs: 120_000 });
    const cache = join(folder, 'taken');
    mkdirSync(cache);
    chownSync(cache, user.uid, user.gid);
    const env = { CONTAINERS_TRACE_CACHE: cache, CONTAINERS_TRACE_IMAGES: '' };
    const take = (recipe: string, engine: string, from: string): string[] => [
      ...['build', recipe, '--engine', engine, '--from', from],
    ];
    const other = await refused(take('demo', 'apptainer', `docker-archive:${archive}`), env);
    expect(other).toMatchObject({ exit: 2, message: expect.stringContaining('localhost/containers-trace-demo:1') });
    expect(await refused(take('base', 'podman', `docker-archive:${archive}`), env)).toMatchObject({ exit: 2 });
    expect(await refused(take('base', 'apptainer', '/etc/passwd'), env)).toMatchObject({ exit: 2 });
    const taken = await runCli([...take('base', 'apptainer', `docker-archive:${archive}`), '--json'], {
      as: 'user',
      env,
    });
    expect(taken.code, taken.stderr).toBe(0);
    const listed = await runCli(['images', '--engine', 'apptainer', '--json'], { as: 'user', env });
    const names = z.array(z.object({ names: z.array(z.string()) })).parse(listed.json());
    expect(names.flatMap((image) => image.names)).toEqual([images.base]);
    const again = await runCli(['build', 'base', '--engine', 'apptainer', '--json'], { as: 'user', env });
    expect(again.json()).toMatchObject({ built: false });
  });

  async function capabilities(env: Record<string, string>) {
    const finished = await runCli(['doctor', '--json'], { as: 'user', env });
    return capabilitiesSchema.pick({ engines: true }).parse(finished.json());
  }
});

/** If the tests run in a container, the host's numbers are not visible; include/linux/proc_ns.h. */
const FIRST_PID_NS = 4026531836;
const hostPidNamespace = (): number => Number(readlinkSync('/proc/self/ns/pid').replace(/\D/g, ''));
