import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRELOADS } from '@shared/tracing/preloads';
import { PRESETS } from '@shared/tracing/presets';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { HARM_IMAGE, provideHarmImages, rootsPodman } from '../real/harm/harm-image';
import { recorded } from '../real/reading/ways';
import { whyNoWorld } from '../setup/disposable';
import { runTool } from '../setup/run-tool';
import { openWorld, type World } from '../setup/world';
import { printFigures, spread } from './setup/figures';

const RUNS = Number(process.env['CONTAINERS_TRACE_BENCH_RUNS'] ?? 3);
const LIMIT_MS = 600_000;
const SOURCES = join(import.meta.dirname, 'setup/traced-programs');
const WORKLOAD = ['bash', '/work/workload.sh', '/work/operations'];

const why = whyNoWorld();

/** What a program costs without a tracer, with its libraries and no session, and in a recording of each preset. */
describe.skipIf(why !== undefined)(`the cost of tracing${why ? ` (skipped: ${why})` : ''}`, () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ takesSignals: true });
    await provideHarmImages();
  }, LIMIT_MS);
  afterAll(() => world.close());

  it('of an operation in ns, and requests of a second', { timeout: LIMIT_MS * 4 }, async () => {
    const folder = makeFolder(world.state.folder);
    const ways: [string, () => Promise<Map<string, number>>][] = [
      ['plain', () => runPlain(folder, [])],
      ['all libraries preloaded, nothing recorded', () => runPlain(folder, [`--env=LD_PRELOAD=${everyLibrary()}`])],
      ...PRESETS.map(({ id, title }): [string, () => Promise<Map<string, number>>] => [
        `recorded: ${title}`,
        () => record(folder, id),
      ]),
    ];
    for (const [title, run] of ways) {
      const found: Map<string, number>[] = [];
      for (let round = 0; round < RUNS; round++) found.push(await run());
      const names = [...(found[0]?.keys() ?? [])];
      printFigures(
        `${title}, ${RUNS} runs: median (smallest–largest)`,
        names.map((name) => [name, spread(found.flatMap((figures) => figures.get(name) ?? []))]),
      );
    }
  });
});

/** The folder that is bound into the containers. */
function makeFolder(parent: string): string {
  const folder = mkdtempSync(join(parent, 'workload-'));
  copyFileSync(join(SOURCES, 'workload.sh'), join(folder, 'workload.sh'));
  const options = ['-O2', '-finstrument-functions', '-pthread'];
  runTool('cc', [...options, '-o', join(folder, 'operations'), join(SOURCES, 'operations.c')]);
  return folder;
}

const everyLibrary = (): string =>
  (PRESETS.find(({ id }) => id === 'everything')?.preloads ?? []).map((id) => `${PRELOADS[id].stem}.so.1`).join(':');

async function runPlain(folder: string, options: readonly string[]): Promise<Map<string, number>> {
  const args = ['run', '--rm', '--network=none', `--volume=${folder}:/work`, ...options, HARM_IMAGE, ...WORKLOAD];
  return figuresIn(runTool('podman', args, { env: await rootsPodman(), timeoutMs: LIMIT_MS }));
}

/** The workload writes into the bound folder, so that its output is not part of what is measured. */
async function record(folder: string, preset: string): Promise<Map<string, number>> {
  const command = ['bash', '-c', `${WORKLOAD.join(' ')} >/work/figures`];
  const options = ['--network', 'none', '--volume', `${folder}:/work`, '--preset', preset, '--buffers', '8x1024'];
  const args = ['record', '--engine', 'podman', '--image', HARM_IMAGE, ...options, '--', ...command];
  const { events, discardedEvents } = await recorded(args, { as: 'root', timeoutMs: LIMIT_MS });
  const figures = figuresIn(readFileSync(join(folder, 'figures'), 'utf8'));
  return figures.set('events', events ?? 0).set('discarded', discardedEvents ?? 0);
}

const figuresIn = (text: string): Map<string, number> =>
  new Map([...text.matchAll(/^([\w-]+) ([\d.]+)$/gm)].map(([, name = '', value]) => [name, Number(value)]));
