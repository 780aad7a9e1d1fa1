import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { hashedRecipe, RECIPE_LABEL } from '@core/images/build-demo';
import { ageChecksOf, sourcesOf } from '@core/images/debian-mirror';
import { knownReports } from '@core/images/known-reports';
import { recipeStates } from '@core/images/recipe-states';
import { findImagesDir, loadRecipe, recipeHash } from '@core/images/recipes';
import { readReport, writeReport } from '@core/images/report-cache';
import { suiteFor } from '@shared/tracing/lttng-generation';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
let scratch = '';
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'ct-images-'));
});
afterEach(() => rm(scratch, { recursive: true }));

describe('recipes', () => {
  it('finds and reads the ones that ship', async () => {
    const dir = await findImagesDir(root, {});
    expect((await loadRecipe(dir, 'base', 'bookworm')).reference).toBe('localhost/containers-trace-base:bookworm');
    expect((await loadRecipe(dir, 'demo', 'bookworm')).command[0]).toBe('sh');
  });

  it("are built on the Debian release whose LTTng meets this machine's", async () => {
    const dir = await findImagesDir(root, {});
    for (const [lttng, suite] of [
      ['2.12.3', 'bullseye'],
      ['2.13.15', 'bookworm'],
      ['2.14.0', 'bookworm'],
      ['2.15.0', 'forky'],
      ['2.16.0', 'forky'],
      ['3.0.0', 'forky'],
      [null, 'bookworm'],
    ] as const) {
      expect(suiteFor(lttng), `LTTng ${lttng}`).toBe(suite);
      const { reference, base } = await loadRecipe(dir, 'base', suiteFor(lttng));
      expect(reference).toBe(`localhost/containers-trace-base:${suite}`);
      expect(base).toEqual({ registry: `docker.io/library/debian:${suite}-slim`, suite });
    }
  });

  it('are out of date once the machine has another generation of LTTng', async () => {
    const dir = await findImagesDir(root, {});
    const [old, current] = await Promise.all(
      ['bookworm', 'forky'].map(async (suite) => (await hashedRecipe(dir, 'demo', suite)).hash),
    );
    expect(current).not.toBe(old);
  });

  it('prefers the folder that the environment names, and says where it looked', async () => {
    await cp(join(root, 'images'), join(scratch, 'images'), { recursive: true });
    expect(await findImagesDir(root, { CONTAINERS_TRACE_ROOT: scratch })).toBe(join(scratch, 'images'));
    await expect(findImagesDir('/nonexistent', {})).rejects.toMatchObject({ code: 'missing' });
  });

  it('changes its hash with any file and with its base, and not otherwise', async () => {
    await cp(join(root, 'images'), scratch, { recursive: true });
    const demo = await loadRecipe(scratch, 'demo', 'bookworm');
    const first = await recipeHash(demo, 'a');
    expect(await recipeHash(demo, 'a')).toBe(first);
    expect(await recipeHash(demo, 'b')).not.toBe(first);
    await writeFile(join(scratch, 'demo', 'ct-sample.c'), 'int main(void) { return 0; }\n');
    expect(await recipeHash(demo, 'a')).not.toBe(first);
  });

  it('refuses facts that are not valid, with the field', async () => {
    await cp(join(root, 'images'), scratch, { recursive: true });
    await writeFile(join(scratch, 'base', 'recipe.json'), '{"title": 1}');
    await expect(loadRecipe(scratch, 'base', 'bookworm')).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('title'),
    });
  });
});

describe('the state of a recipe', () => {
  it('is determined by the hash of the recipe and its base, in a label of the image', async () => {
    await cp(join(root, 'images'), scratch, { recursive: true });
    const { recipe, hash } = await hashedRecipe(scratch, 'demo', 'bookworm');
    const image = (name: string, label?: string) => ({
      id: 'sha256:1',
      names: [name],
      sizeBytes: 1,
      createdAt: '2026-01-01T00:00:00.000Z',
      labels: label === undefined ? {} : { [RECIPE_LABEL]: label },
    });
    const stateOf = async (...images: ReturnType<typeof image>[]): Promise<string | undefined> =>
      (await recipeStates(scratch, 'bookworm', images)).find(({ id }) => id === 'demo')?.state;
    expect(await stateOf()).toBe('missing');
    expect(await stateOf(image('localhost/other:1', hash))).toBe('missing');
    expect(await stateOf(image(recipe.reference, hash))).toBe('ready');
    expect(await stateOf(image(recipe.reference))).toBe('old');
    await writeFile(join(scratch, 'base', 'Containerfile'), 'FROM scratch\n');
    expect(await stateOf(image(recipe.reference, hash)), 'its base has changed').toBe('old');
  });
});

describe('sources of the base without a registry', () => {
  it("are those of this machine's own mirrors", () => {
    const targets = [
      { origin: 'Other', label: 'Debian', site: 'http://other.example' },
      { origin: 'Debian', label: 'Debian', site: 'http://mirror.example/debian/' },
      { origin: 'Debian', label: 'Debian-Security', site: 'http://mirror.example/security' },
    ];
    expect(sourcesOf('bookworm', targets)).toEqual([
      'deb http://mirror.example/debian bookworm main',
      'deb http://mirror.example/debian bookworm-updates main',
      'deb http://mirror.example/security bookworm-security main',
    ]);
  });

  it("are left to mmdebstrap elsewhere, which takes Debian's public ones", () => {
    expect(sourcesOf('bookworm', [{ origin: 'Ubuntu', label: 'Ubuntu', site: 'http://mirror.example' }])).toEqual([]);
  });
});

it("take the dates of a mirror's lists as this machine's apt does, and nothing else of its settings", () => {
  const dump = [
    'Acquire::Check-Valid-Until "false";',
    'Acquire::http::Proxy "http://me:secret@proxy.example";',
    'Acquire::Check-Date "false";',
    'Acquire::Check-Date "a word";',
    'APT::Architecture "amd64";',
  ].join('\n');
  expect(ageChecksOf(dump)).toEqual(['Acquire::Check-Valid-Until "false";', 'Acquire::Check-Date "false";']);
});

describe('the cached report of an image', () => {
  const report = {
    imageId: 'sha256:1',
    libc: 'glibc' as const,
    glibc: null,
    preloadFile: [],
    programs: { total: 0, special: [], more: 0, testProgram: null },
    ust: null,
    preloads: {},
    tracepoints: [],
    lookedAt: 'now',
  };

  it('is returned for that image only', async () => {
    await writeReport(scratch, report);
    expect(await readReport(scratch, 'sha256:1')).toEqual(report);
    expect(await readReport(scratch, 'sha256:2')).toBeUndefined();
  });

  it('is found for many images at once, without images that were not inspected', async () => {
    await writeReport(scratch, report);
    const ids = Array.from({ length: 500 }, (_, n) => `sha256:${n}`);
    expect([...(await knownReports(scratch, ids))]).toEqual([['sha256:1', report]]);
  });

  it('is ignored when its file is damaged', async () => {
    await writeReport(scratch, report);
    const { readdir } = await import('node:fs/promises');
    const [name = ''] = await readdir(join(scratch, 'image-reports'));
    await writeFile(join(scratch, 'image-reports', name), '{"look": 2, "report": {"imageId"');
    expect(await readReport(scratch, 'sha256:1')).toBeUndefined();
  });
});
