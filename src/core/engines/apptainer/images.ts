import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { findImage } from '@shared/images/find-image';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { textIn } from '../../files/optional-files';
import { isRootFileSystem } from '../../images/image-folder';
import { ChildEnvironment } from '../../process/child-environment';
import { exec } from '../../process/exec';
import type { ImageDetails, ImageSummary } from '../engine';
import { referenceOf } from './places';
import { readSif } from './sif';

const SIZE_LIMIT_MS = 60_000;

/** An Apptainer image, which is a file or a folder. */
export interface ApptainerImage extends ImageDetails {
  path: string;
  kind: 'sif' | 'sandbox';
  createdAt: string;
}

/**
 * Lists the images in all folders. Skips other files, and files that cannot be read.
 * @param places folders of images, see imagePlaces
 */
export function listApptainerImages(places: readonly string[]): ApptainerImage[] {
  return places.flatMap((place) =>
    namesIn(place)
      .filter((name) => !name.startsWith('.'))
      .flatMap((name) => {
        try {
          return listedImage(join(place, name), name.includes('=') ? [referenceOf(name.replace(/\.sif$/, ''))] : []);
        } catch {
          return [];
        }
      }),
  );
}

/** Lists no folder that merely contains `bin`, since image folders can contain any files. Such a folder can be named by its path. */
const listedImage = (path: string, names: string[]): ApptainerImage[] =>
  statSync(path).isDirectory() && !isRootFileSystem(path) ? [] : [readImage(path, names)];

/**
 * Finds the image that a reference names by path, by name in one of the folders, or by id.
 * @param places folders of images, see imagePlaces
 * @throws AppError `missing`; `config` for a path that is not an image, or for a damaged image
 */
export function findApptainerImage(reference: string, places: readonly string[]): ApptainerImage {
  if (isAbsolute(reference)) return readImage(reference, []);
  const found = findImage(listApptainerImages(places), reference);
  if (found) return found;
  throw new AppError('missing', `Apptainer has no image ${reference}.`, {
    hint: `Name a SIF file or a sandbox folder by its path, add its folder in the settings, or build the image. Or fetch it as a SIF file with \`apptainer pull docker://${reference}\`.`,
  });
}

export async function summaryOf(image: ApptainerImage, signal: AbortSignal): Promise<ImageSummary> {
  const { id, names, path, kind, createdAt, labels } = image;
  const sizeBytes = kind === 'sif' ? statSync(path).size : await treeSize(path, signal);
  return { id, names, sizeBytes, createdAt, labels };
}

/** du(1) exits with 1 when it cannot enter a folder, and still prints the size of the others. */
async function treeSize(path: string, signal: AbortSignal): Promise<number> {
  const { stdout } = await exec('du', ['--summarize', '--bytes', '--', path], {
    env: ChildEnvironment.known(),
    timeoutMs: SIZE_LIMIT_MS,
    okCodes: [0, 1],
    signal,
  });
  return Number.parseInt(stdout, 10) || 0;
}

function readImage(path: string, names: string[]): ApptainerImage {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (!facts)
    throw new AppError('missing', `There is no image ${path}.`, { hint: 'Name a SIF file or a sandbox folder.' });
  const named = { path, names: names.length > 0 ? names : [path], repoDigests: [], user: '', entrypoint: [] };
  if (facts.isDirectory()) return { ...named, ...sandboxFacts(path), kind: 'sandbox' };
  const { id, createdAt, metadata } = readSif(path);
  const { labels, runscript, environment } = metadataOf(metadata);
  return { ...named, kind: 'sif', id, createdAt, ...ofTexts(labels, runscript, Object.values(environment)) };
}

const metadataSchema = z.object({
  data: z.object({
    attributes: z.object({
      labels: z.record(z.string(), z.string()).default({}),
      runscript: z.string().default(''),
      environment: z.record(z.string(), z.string()).default({}),
    }),
  }),
});
type Metadata = z.infer<typeof metadataSchema>['data']['attributes'];
const NO_METADATA: Metadata = { labels: {}, runscript: '', environment: {} };

function metadataOf(text: string | null): Metadata {
  try {
    return metadataSchema.safeParse(parseJson(text ?? '')).data?.data.attributes ?? NO_METADATA;
  } catch {
    return NO_METADATA; // an older SIF file without metadata, or an unknown format: the image runs all the same
  }
}

const labelsSchema = z.record(z.string(), z.string());

/** Folders whose modification times are part of a sandbox's id, since adding or removing a library or program changes them. */
const TIMED_FOLDERS = ['.', 'etc', 'usr/bin', 'usr/lib', 'usr/local/bin', 'usr/local/lib', 'opt', '.singularity.d'];

function sandboxFacts(path: string) {
  const own = join(path, '.singularity.d');
  if (!existsSync(own) && !['bin', 'usr', 'etc'].some((name) => existsSync(join(path, name))))
    throw new AppError(
      'config',
      `The folder ${path} is not a sandbox, because it contains no file system of a container.`,
      {
        hint: 'Name a folder that `apptainer build --sandbox` created, or a SIF file.',
      },
    );
  const libraries = namesIn(join(path, 'usr/lib')).filter((name) => name.includes('-linux-'));
  const folders = [...TIMED_FOLDERS, ...libraries.map((name) => `usr/lib/${name}`)];
  const times = folders.map((name) => statSync(join(path, name), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const made = statSync(path);
  const labels = textIn(join(own, 'labels.json'));
  const scripts = namesIn(join(own, 'env')).map((name) => textIn(join(own, 'env', name)));
  const id = createHash('sha256').update(JSON.stringify([path, made.dev, made.ino, labels, times]));
  return {
    id: `sha256:${id.digest('hex')}`,
    createdAt: made.mtime.toISOString(),
    ...ofTexts(parsedLabels(labels), textIn(join(own, 'runscript')), scripts),
  };
}

function parsedLabels(text: string): Record<string, string> {
  try {
    return labelsSchema.safeParse(parseJson(text)).data ?? {};
  } catch {
    return {}; // a plain root file system has no labels
  }
}

function ofTexts(labels: Record<string, string>, runscript: string, environment: readonly string[]) {
  return {
    labels,
    architecture: labels['org.label-schema.build-arch'] ?? '',
    command: runscript === '' ? [] : [commandIn(runscript)],
    env: environment.flatMap(variablesIn),
  };
}

/** The lines of an image's script that run its program, or the command of an image converted from another engine's. */
function commandIn(runscript: string): string {
  const ofEngine = /^OCI_CMD='(.*)'$/m.exec(runscript)?.[1];
  if (ofEngine) return ofEngine;
  return runscript
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .join('\n')
    .trim();
}

/** Matches `export NAME="value"`, and `NAME="${NAME:-"value"}"` as Apptainer writes it for images of other engines. */
const variablesIn = (script: string): string[] =>
  [...script.matchAll(/^export ([A-Za-z_]\w*)="?(?:\$\{\1:-)?"?([^"\n}]*)/gm)].map(
    ([, name, value]) => `${name}=${value}`,
  );

function entriesIn(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

const namesIn = (path: string): string[] =>
  entriesIn(path)
    .map(({ name }) => name)
    .sort();
