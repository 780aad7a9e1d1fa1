import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTRUMENTED_LABEL, instrumentResultSchema } from '@shared/instrument/instrument-report';
import { errorDataSchema } from '@shared/model/app-error';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { fingerprint } from '../../scripts/run/build.mjs';
import { CLEAN_WITHIN_MS } from '../leaks/await-clean';
import { awaitClean, worldEngines, worldScope } from '../leaks/world-scope';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { runCli, startCli, startProgram } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { PROJECT } from '../setup/staged-app';
import { world } from '../setup/world-state';
import { journalsIn } from './entries/library-after';
import { buildLeftovers } from './entries/slow-recipe';
import { COMPILERS_IMAGE, provideCompilers, removeCompilers } from './instrument/compilers-image';
import { namesOfCalls } from './reading/function-names';
import { expectNothingLeft, recorded } from './reading/ways';

const IMAGE = 'localhost/ct-instrumented:1';
const TOOLS = '/usr/lib/containers-trace-build';
const inspectedSchema = z.array(
  z.object({
    Config: z.object({ Env: z.array(z.string()), User: z.string(), Labels: z.record(z.string(), z.string()) }),
  }),
);

const docker = (...words: string[]): string => runTool('docker', ['-H', `unix://${world().docker.socket}`, ...words]);

/** Runs the plain user's Podman. @returns what it printed */
async function podman(...args: string[]): Promise<string> {
  const result = await startProgram(['podman', ...args], { as: 'user' }).ended;
  expect(result, result.stderr).toMatchObject({ code: 0 });
  return result.stdout.trim();
}

/** A folder that every user can read, with a Containerfile, and the sources of the project if they are wanted. */
function context(containerfile?: string): string {
  const folder = mkdtempSync(join(world().folder, 'instrument-'));
  cpSync(join(PROJECT, 'tests/real/instrument/project'), folder, { recursive: true });
  if (containerfile !== undefined) writeFileSync(join(folder, 'Containerfile'), containerfile);
  runTool('chmod', ['-R', 'a+rX', folder]);
  return folder;
}

const args = (engine: string, folder: string, ...options: string[]): string[] => [
  ...['instrument', folder, '--json', '--engine', engine, '--tag', IMAGE, '--', '--network', 'none', ...options],
];

inWorld('a Containerfile that is built with instrumented compilers', () => {
  beforeAll(provideCompilers, 600_000);
  afterAll(removeCompilers);

  it('stays as it is, and functions of make, CMake and Meson are recorded with their names', async () => {
    const folder = context();
    const before = fingerprint(folder, ['.']);
    const imagesBefore = await podman('images', '--all', '--quiet');
    const built = await runCli(args('podman', folder, '--build-arg', `BASE=${world().images.base}`), { as: 'user' });
    expect(built, built.stderr).toMatchObject({ code: 0 });
    const { summary, sources } = instrumentResultSchema.parse(built.json());
    expect(summary).toMatchObject({ files: 5, skipped: {}, uncounted: 0 });
    expect(summary.inlined).toBeGreaterThanOrEqual(1);
    expect(sources.map(({ path }) => path.split('/').at(-1)).sort()).toEqual(
      ['count.c', 'main.c', 'main.c', 'main.cpp', 'say.c'].sort(),
    );
    expect(fingerprint(folder, ['.'])).toBe(before);
    expect(await podman('images', '--quiet', '--filter=dangling=true')).toBe('');

    const [image] = inspectedSchema.parse(JSON.parse(await podman('image', 'inspect', IMAGE)));
    expect(image?.Config.User).toBe('1234');
    expect(image?.Config.Env.filter((one) => !one.startsWith('PATH=') && !one.startsWith('DEBIAN_'))).toEqual([]);
    expect(JSON.parse(image?.Config.Labels[INSTRUMENTED_LABEL] ?? '')).toEqual(summary);

    const record = ['record', '--engine', 'podman', '--image', IMAGE, '--network', 'none'];
    const report = await recorded(record, { as: 'user' });
    expect(report).toMatchObject({ state: 'ready', exitCode: 0, discardedEvents: 0, lostPackets: 0 });
    const names = (await namesOfCalls(report.path)).map(({ name }) => name);
    for (const name of ['main', 'count_to', 'jump_out', 'on_signal', 'throws_out(int)', 'in_thread()', 'say_it'])
      expect(names).toContain(name);
    for (const name of ['inlined_everywhere', 'in_header']) expect(names).not.toContain(name);
    await podman('rmi', IMAGE);
    expect((await podman('images', '--all', '--quiet')).split('\n').sort()).toEqual(imagesBefore.split('\n').sort());
    await expectNothingLeft();
  });

  it('of one stage leaves no file of ours in the image, also for a user without rights, on Docker', async () => {
    const folder = context(
      `FROM ${COMPILERS_IMAGE}\nCOPY make /src\nRUN chmod -R a+rwX /src\nUSER 1234\nRUN make -C /src\nCMD ["/src/by-make"]\n`,
    );
    const built = await runCli(args('docker', folder), { as: 'root' });
    expect(built, built.stderr).toMatchObject({ code: 0 });
    expect(instrumentResultSchema.parse(built.json()).summary).toMatchObject({ files: 2 });
    const script = `test ! -e ${TOOLS} && test -z "$COMPILER_PATH" && id -u && nm -D /src/by-make | grep -c __cyg_profile`;
    expect(docker('run', '--rm', '--network=none', IMAGE, 'sh', '-c', script).trim()).toBe('1234\n2');
    expect(docker('images', '--quiet', 'localhost/containers-trace-instrument').trim()).toBe('');
    const again = await runCli(['instrument', folder, '--json', '--engine', 'docker', '--tag', COMPILERS_IMAGE], {
      as: 'root',
    });
    const { error } = z.object({ error: errorDataSchema }).parse(again.json());
    expect([again.code, error.code]).toEqual([2, 'config']);
    docker('rmi', IMAGE);
  });

  it.each([
    ['cancelled', 'SIGINT', 130],
    ['killed', 'SIGKILL', 128 + 9],
  ] as const)('that is %s leaves nothing', async (_how, signal, code) => {
    const door = worldEngines()['podman rootless'];
    const folder = context(`FROM ${world().images.base}\nRUN echo made > /made\nRUN echo in the middle; sleep 3607\n`);
    const run = startCli(args('podman', folder), { as: 'user' });
    await run.seen(/^in the middle$/m);
    await awaitCondition(async () => /process /.test((await buildLeftovers(door)).join('\n')), {
      what: 'the process of the step',
      timeoutMs: 20_000,
    });
    run.kill(signal);
    expect((await run.ended).code).toBe(code);
    const left = async (): Promise<string[]> => [
      ...(await buildLeftovers(door)),
      ...(await podman('images', '--quiet', 'localhost/containers-trace-instrument')).split('\n').filter(Boolean),
    ];
    let found: string[] = [];
    await awaitCondition(
      async () => {
        found = await left();
        return found.length === 0;
      },
      { what: 'nothing of the build to be left', timeoutMs: CLEAN_WITHIN_MS * 4, log: () => found.join('\n') },
    );
    await awaitClean(worldScope([door]));
    expect(journalsIn(world().actors.user.library)).toBe(0);
  });
});
