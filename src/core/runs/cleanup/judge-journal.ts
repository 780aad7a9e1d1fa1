import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { sessionNameOf } from '@shared/model/labels';
import { KERNEL_OUTPUT } from '@shared/planning/plan-run';
import type { DaemonRef, UndoAction } from '@shared/planning/step';
import { isOwnFolder, requireOwnFolder } from '../../files/own-file';
import type { JournalContent } from '../../journal/journal';
import { isPartialName } from '../../journal/partial';
import { requireRuntimeFolder } from '../../runtime-folder';

/**
 * Refuses a journal that names anything but what its own run has made. The journal may come with a library from elsewhere (a
 * stick, an archive), so each path, name and id of it is compared with what this library and this user have.
 * @param libraryDir the library in which the journal lies
 * @param runtimeBases where this user's runtime folders are
 * @throws AppError `config` or `denied` that names the journal, before anything is touched
 */
export function judgeJournal(journal: JournalContent, libraryDir: string, runtimeBases: readonly string[]): void {
  try {
    requireRuntimeFolder(journal.runtimeDir, journal.owner, runtimeBases);
    for (const { undo } of journal.undos) judgeUndo(undo, journal, libraryDir);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `The journal ${journal.path} is refused: ${error.message}`, {
      hint: 'Nothing was touched. If no recording of yours is meant, remove the file, then run `recover` again.',
      cause: error,
    });
  }
}

function judgeUndo(undo: UndoAction, journal: JournalContent, libraryDir: string): void {
  switch (undo.kind) {
    case 'settle-trace':
      requireSameRun(undo.runId, journal);
      requireTraceFolder(undo.path, journal, libraryDir);
      break;
    case 'destroy-session':
      judgeSession(undo, journal, libraryDir);
      break;
    case 'remove-containers':
      requireSameRun(undo.runId, journal);
      break;
    case 'remove-partial':
      requireOwnPartial(undo.path);
      break;
    case 'end-build':
      break; // its id finds only what has the label of a build of ours
  }
}

function requireSameRun(runId: string, journal: JournalContent): void {
  if (runId !== journal.runId) throw wrong(`it names another run, ${runId}`);
}

/** The folder of the run's trace, right in this library, and no link. */
function requireTraceFolder(path: string, { runId }: JournalContent, libraryDir: string): void {
  if (basename(path) !== runId || realOf(dirname(path)) !== realOf(libraryDir))
    throw wrong(`${path} is not the folder of its trace in this library`);
  if (lstatSync(path, { throwIfNoEntry: false })) requireOwnFolder(path);
}

type DestroySession = Extract<UndoAction, { kind: 'destroy-session' }>;

function judgeSession({ daemon, session, output }: DestroySession, journal: JournalContent, libraryDir: string): void {
  const { runId, runtimeDir } = journal;
  if (session !== sessionNameOf(runId) && session !== sessionNameOf(runId, 'kernel'))
    throw wrong(`${session} is not a session of it`);
  requireTraceFolder(basename(output) === KERNEL_OUTPUT ? dirname(output) : output, journal, libraryDir);
  if (!isHomeIn(daemon, runtimeDir)) throw wrong(`the session daemon's folder ${daemon.home} is not in ${runtimeDir}`);
}

/** Of a daemon of ours, or of our clients of the root daemon (tracer/session-daemon.ts). */
const isHomeIn = (daemon: DaemonRef, runtimeDir: string): boolean =>
  daemon.kind === 'private'
    ? daemon.home === join(runtimeDir, 'd')
    : daemon.home === undefined || daemon.home === runtimeDir;

/** Something half made lies wherever the user wanted the whole. Its random name is what marks it as ours. */
function requireOwnPartial(path: string): void {
  if (!isPartialName(basename(path))) throw wrong(`${path} does not have the name of something half made`);
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts) return;
  if (realOf(dirname(path)) !== dirname(path)) throw wrong(`${path} is reached through a link`);
  const isOurs = facts.isDirectory() ? isOwnFolder(path) : facts.isFile() && facts.uid === process.getuid?.();
  if (!isOurs) throw wrong(`${path} is not a file or folder of this user`);
}

const realOf = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

const wrong = (why: string): AppError => new AppError('config', `${why}.`);
