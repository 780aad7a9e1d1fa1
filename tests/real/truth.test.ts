import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NO_PROGRAM } from '@core/library/zero-events';
import { errorDataSchema } from '@shared/model/app-error';
import { traceReportSchema } from '@shared/model/trace-record';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { buildDerived, type DerivedName, imageOf, removeDerived } from '../bad-input/derived-images';
import { DEMO } from '../bad-input/row';
import { awaitClean, worldEngines, worldScope } from '../leaks/world-scope';
import { inWorld } from '../setup/in-world';
import { runCli } from '../setup/run-cli';
import { world } from '../setup/world-state';

const GUIDE = /docs\/instrument-your-image\.md|base image/;

/** The result of the image inspection, and whether a forced recording confirms it. */
interface Truth {
  what: string;
  image: DerivedName;
  options?: string[];
  says: RegExp;
  remedy: RegExp;
  force: boolean;
}
const named = (truths: Truth[]) => truths.map((truth) => [truth.what, truth] as const);
const TRUTHS: Truth[] = [
  {
    what: 'without a tracer and with an older glibc than this machine',
    image: 'older-glibc',
    says: /glibc 2\.10\b/,
    remedy: GUIDE,
    force: true,
  },
  {
    what: 'with a tracer of another generation that does not fit',
    image: 'other-generation',
    says: /lttng-ust-sock-9\b.*lttng-ust-sock-8\b/,
    remedy: GUIDE,
    force: false,
  },
  {
    what: 'whose preload libraries have other names',
    image: 'renamed-preloads',
    says: /liblttng-ust-cyg-profile, liblttng-ust-fork/,
    remedy: GUIDE,
    force: true,
  },
  {
    what: 'on musl (the loader is a stand-in, an empty file of its name)',
    image: 'musl',
    says: /\bmusl\b/,
    remedy: GUIDE,
    force: false,
  },
  {
    what: 'whose tracer does not know a context',
    image: 'older-contexts',
    options: ['--context', 'time_ns'],
    says: /context time_ns\b/,
    remedy: GUIDE,
    force: false,
  },
];

inWorld('the truth about an image', () => {
  beforeAll(buildDerived);
  afterAll(removeDerived);

  const record = (library: string, image: string, options: string[]) =>
    runCli(
      ['record', '--json', '--library', library, '--engine', 'docker', '--image', image, ...options, '--', 'ls', '/'],
      {
        as: 'root',
      },
    );
  const newLibrary = (): string => join(mkdtempSync(join(world().folder, 'truth-')), 'traces');
  const traces = (library: string): string[] => readdirSync(library).filter((name) => !name.startsWith('.'));

  it.each(named(TRUTHS))('an image %s is refused with a remedy before anything runs', async (_what, truth) => {
    const library = newLibrary();
    const result = await record(library, imageOf(truth.image), truth.options ?? []);
    const { error } = z.object({ error: errorDataSchema }).parse(result.json());
    expect(result.code, result.stderr).toBe(2);
    expect(error.code).toBe('config');
    expect(error.message).toMatch(truth.says);
    expect(error.hint).toMatch(truth.remedy);
    expect(error.hint).toContain('--force');
    expect(result.stderr).not.toContain('Create the session');
    expect(traces(library)).toEqual([]);
  });

  it.each(named(TRUTHS.filter((truth) => truth.force)))(
    'an image %s is recorded by --force, and its empty trace names the cause',
    async (_what, truth) => {
      const result = await record(newLibrary(), imageOf(truth.image), ['--force', ...(truth.options ?? [])]);
      expect(result.code, result.stderr).toBe(0);
      const report = traceReportSchema.parse(result.json());
      expect(report).toMatchObject({ state: 'ready', events: 0, exitCode: 0 });
      const warning = report.warnings.find(({ code }) => code === 'no-events');
      expect(warning?.hint).toMatch(truth.says);
      expect(warning?.hint).toMatch(truth.remedy);
    },
  );

  it.each([
    ['without liblttng-ust', 'without-ust'],
    ['whose tracer connects to another socket', 'other-socket'],
  ] as const)('an image %s is recorded with the tracer of this machine', async (_what, image) => {
    const result = await record(newLibrary(), imageOf(image), []);
    expect(result.code, result.stderr).toBe(0);
    const report = traceReportSchema.parse(result.json());
    expect(report).toMatchObject({ state: 'ready', exitCode: 0, discardedEvents: 0, warnings: [] });
    expect(report.events).toBeGreaterThan(500);
  });

  it('the preview reports the same, and runs nothing', async () => {
    const words = ['plan', '--json', '--engine', 'docker', '--image', imageOf('renamed-preloads'), '--', 'ls', '/'];
    const result = await runCli(words, { as: 'root' });
    expect(result.code).toBe(2);
    expect(result.json()).toMatchObject({
      problems: [{ severity: 'error', code: 'config', message: expect.stringContaining('liblttng-ust-cyg-profile') }],
    });
  });

  it('a program that is not instrumented makes no events, and a warning reports that', async () => {
    const result = await runCli(
      [
        'record',
        '--json',
        '--library',
        newLibrary(),
        '--engine',
        'docker',
        '--image',
        DEMO,
        '--network',
        'none',
        '--event',
        'no_such:*',
        '--',
        '/bin/true',
      ],
      { as: 'root' },
    );
    const report = traceReportSchema.parse(result.json());
    expect(report).toMatchObject({ state: 'ready', events: 0 });
    expect(report.warnings.map(({ code }) => code)).toEqual(['no-events']);
    expect(report.warnings[0]?.hint).toContain(NO_PROGRAM);
  });

  it('leaves nothing', () => awaitClean(worldScope([worldEngines().docker])));
});
