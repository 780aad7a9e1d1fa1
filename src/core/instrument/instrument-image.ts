import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Engine, ImageDetails } from '@core/engines/engine';
import {
  INSTRUMENTED_LABEL,
  type InstrumentResult,
  type InstrumentSummary,
  MOST_LISTED_FILES,
} from '@shared/instrument/instrument-report';
import type { InstrumentRequest } from '@shared/instrument/instrument-request';
import { AppError, toAppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';
import type { UndoAction } from '@shared/planning/step';
import { BUILD_ID_ARGUMENT, BUILD_LABEL, endBuild, temporaryImage } from '../images/stage-leftovers';
import { clientOptions } from './client-options';
import { type InstrumentedFile, insertInstrumentation, REPORT_STAGE, TOOLS_FOLDER } from './insert';
import { readReportImage, type WrapperReport } from './read-report';
import { notesOf } from './result-notes';
import { writeToolsArchive } from './tools-archive';

/** Larger files are not Containerfiles. */
const MOST_FILE_BYTES = 1024 * 1024;
const DEFAULT_FILES = ['Containerfile', 'Dockerfile'];

export interface InstrumentOptions {
  runtimeDir: string;
  onProgress(line: string): void;
  signal: AbortSignal;
  /** Records, before the build starts, how to clean up after it. @returns a function that withdraws the record */
  promise(title: string, undo: UndoAction): () => void;
}

/**
 * Builds a user's Containerfile, which stays as it is, with instrumented compilers. Only the named image is left, without a file of
 * this app in it; its labels are declared in docs/instrument-your-image.md.
 * @throws AppError `config` (the request or the Containerfile), `missing` (file or engine), `command` (the build), `cancelled`
 */
export async function instrumentImage(
  engine: Engine,
  request: InstrumentRequest,
  options: InstrumentOptions,
): Promise<InstrumentResult> {
  const { onProgress, signal } = options;
  const { path, text } = await readContainerfile(request);
  const client = clientOptions(request.options);
  const buildId = randomBytes(8).toString('hex');
  const tools = temporaryImage(buildId, 'tools');
  const file = insertInstrumentation(text, { buildId, tools, options: client });
  await refuseForeignName(engine, request.tag, signal);
  const kept = options.promise(`Build ${request.tag}`, { kind: 'end-build', engine: engine.id, buildId });
  const folder = join(options.runtimeDir, `instrument-${buildId}`);
  let imageId: string | undefined;
  try {
    await mkdir(folder, { mode: 0o700 });
    await writeToolsArchive(join(folder, 'tools.tar'), request);
    await engine.importRootfs(join(folder, 'tools.tar'), tools, signal);
    const build = { folder, path, buildId, request, options, words: client.words };
    onProgress(`Building ${request.tag} with instrumented compilers`);
    await buildStage(engine, build, file.build, temporaryImage(buildId, 'image'));
    onProgress('Reading what was instrumented');
    const report = await reportOfBuild(engine, build, file);
    requireFunctions(report.summary, file);
    imageId = await finish(engine, build, file, report.summary);
    return {
      reference: request.tag,
      imageId,
      summary: report.summary,
      sources: report.sources.slice(0, MOST_LISTED_FILES),
      notes: notesOf(report, file),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
    // Only reports a failed cleanup, so that the outcome of the build is kept. The journal keeps the undo for the next attempt.
    await endBuild(engine, buildId, imageId).then(kept, (error: unknown) =>
      onProgress(`Temporary images or containers of the build could not be removed: ${toAppError(error).message}`),
    );
  }
}

interface Build {
  folder: string;
  /** The user's Containerfile. */
  path: string;
  buildId: string;
  request: InstrumentRequest;
  options: InstrumentOptions;
  words: readonly string[];
}

async function readContainerfile({ contextDir, file }: InstrumentRequest): Promise<{ path: string; text: string }> {
  const names = file === null ? DEFAULT_FILES : [file];
  for (const name of names) {
    const path = resolve(contextDir, name);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) continue;
    if (found.size > MOST_FILE_BYTES)
      throw new AppError('config', `${path} is larger than 1 MiB, so it is not a Containerfile.`);
    return { path, text: await readFile(path, 'utf8').catch((cause: unknown) => unreadable(path, cause)) };
  }
  throw new AppError('missing', `There is no ${names.join(' or ')} in ${oneLine(contextDir)}.`, {
    hint: 'Select the folder with the Containerfile, or enter the name of the file.',
  });
}

function unreadable(path: string, cause: unknown): never {
  throw new AppError('denied', `${path} cannot be read.`, { hint: 'Change the permissions of the file.', cause });
}

/** Refuses to take the name of an image that is not a result of this work. */
async function refuseForeignName(engine: Engine, tag: string, signal: AbortSignal): Promise<void> {
  const found = await engine.inspectImage(tag, signal).catch((error: unknown): ImageDetails | undefined => {
    if (toAppError(error).code === 'missing') return undefined;
    throw error;
  });
  if (!found || found.labels[INSTRUMENTED_LABEL] !== undefined) return;
  throw new AppError('config', `The image ${tag} exists and is not an instrumented image.`, {
    hint: 'Enter another name, so that your image keeps its name.',
  });
}

/** Writes a Containerfile with the ignore files that belong to the user's one, and builds it. */
async function buildStage(
  engine: Engine,
  { folder, path, buildId, request, options, words }: Build,
  text: string,
  tag: string,
  more: readonly string[] = [],
): Promise<void> {
  const file = join(folder, basename(path));
  await writeFile(file, text, { mode: 0o600 });
  for (const suffix of ['.dockerignore', '.containerignore'])
    await copyFile(path + suffix, file + suffix).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  await engine.buildWithClient({
    contextDir: request.contextDir,
    file,
    tag,
    options: [...words, '--build-arg', `${BUILD_ID_ARGUMENT}=${buildId}`, ...more],
    onProgress: options.onProgress,
    signal: options.signal,
  });
}

/** Builds the stage with the reports. The engine has the results of the other stages and repeats none. */
async function reportOfBuild(engine: Engine, build: Build, file: InstrumentedFile): Promise<WrapperReport> {
  const { signal } = build.options;
  const tag = temporaryImage(build.buildId, 'report');
  const quiet = { ...build, options: { ...build.options, onProgress: () => undefined } };
  await buildStage(engine, quiet, file.report, tag, ['--target', REPORT_STAGE]);
  return engine.exportImage(tag, { [BUILD_LABEL]: build.buildId }, signal, (stream) => readReportImage(stream, signal));
}

function requireFunctions({ files, skipped }: InstrumentSummary, { clangStages }: InstrumentedFile): void {
  if (files > 0 || clangStages.length > 0) return;
  const seen = Object.values(skipped).reduce((total, count) => total + count, 0);
  throw new AppError(
    'config',
    seen === 0
      ? 'The build compiled no source of C or C++ with GCC, so nothing was instrumented.'
      : 'No source could be instrumented, so the image was not kept.',
    {
      hint: 'Programs of other languages, and programs that are installed as packages, can be recorded as they are: select their image and the preset Memory.',
      detail: Object.entries(skipped)
        .map(([reason, count]) => `${reason}: ${count}`)
        .join('\n'),
    },
  );
}

/** Makes the named image: adds the labels, and removes the wrapper if the image has it. @returns its id */
async function finish(
  engine: Engine,
  { folder, buildId, request, options }: Build,
  { leavesTools }: InstrumentedFile,
  summary: InstrumentSummary,
): Promise<string> {
  const from = temporaryImage(buildId, 'image');
  const { user } = await engine.inspectImage(from, options.signal);
  const isRoot = user === '' || user === 'root' || user === '0';
  const removal = [`RUN ["rm", "-rf", "${TOOLS_FOLDER}"]`];
  const context = join(folder, 'last');
  await mkdir(context, { mode: 0o700 });
  const lines = [
    `FROM ${from}`,
    `ARG ${BUILD_ID_ARGUMENT}`,
    ...(leavesTools ? (isRoot ? removal : ['USER 0', ...removal, `USER ${user}`]) : []),
  ];
  await writeFile(join(context, 'Containerfile'), `${lines.join('\n')}\n`);
  return engine.build({
    contextDir: context,
    tag: request.tag,
    buildArgs: { [BUILD_ID_ARGUMENT]: buildId },
    labels: { [BUILD_LABEL]: buildId, [INSTRUMENTED_LABEL]: JSON.stringify(summary) },
    onProgress: () => undefined,
    signal: options.signal,
  });
}
