import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { sessionNameOf } from '@shared/model/labels';
import { KERNEL_OUTPUT } from '@shared/planning/plan-run';
import type { DaemonRef, UndoAction } from '@shared/planning/step';
import { isOwnFolder, requireOwnFolder } from '../../files/own-file';
import { isPartialName } from '../../journal/partial';
import type { JournalContent } from '../../journal/read-journals';
import { requireRuntimeFolder } from '../../runtime-folder';

/**
 * Refuses a journal that names anything that its own run did not create. The journal may belong to a library from another
 * machine (on a USB stick, in an archive), so each path, name and id is checked against this library and this user.
 * @param libraryDir the library that contains the journal
 * @param runtimeBases the folders that can contain this user's runtime folders
 * @throws AppError `config` or `denied` that names the journal; nothing has been changed then
 */
export function validateJournal(journal: JournalContent, libraryDir: string, runtimeBases: readonly string[]): void {
  try {
    requireRuntimeFolder(journal.runtimeDir, journal.owner, runtimeBases);
    for (const { undo } of journal.undos) validateUndo(undo, journal, libraryDir);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `The journal ${journal.path} was refused. ${error.message}`, {
      hint: 'Nothing was changed. If the journal is not of a recording of yours, delete the file, then run `recover` again.',
      cause: error,
    });
  }
}

function validateUndo(undo: UndoAction, journal: JournalContent, libraryDir: string): void {
  switch (undo.kind) {
    case 'settle-trace':
      requireSameRun(undo.runId, journal);
      requireTraceFolder(undo.path, journal, libraryDir);
      break;
    case 'destroy-session':
      validateSession(undo, journal, libraryDir);
      break;
    case 'remove-containers':
      requireSameRun(undo.runId, journal);
      break;
    case 'remove-partial':
      requireOwnPartial(undo.path);
      break;
    case 'end-build':
      break; // the build id selects only what carries our build label
    default:
      undo satisfies never;
      throw refused('It names a kind of undo that is not known');
  }
}

function requireSameRun(runId: string, journal: JournalContent): void {
  if (runId !== journal.runId) throw refused(`It names another run, ${runId}`);
}

/** Requires the folder of the run's trace: directly in this library, and not a link. */
function requireTraceFolder(path: string, { runId }: JournalContent, libraryDir: string): void {
  if (basename(path) !== runId || realOf(dirname(path)) !== realOf(libraryDir))
    throw refused(`${path} is not the folder of the run's trace in this library`);
  if (lstatSync(path, { throwIfNoEntry: false })) requireOwnFolder(path);
}

type DestroySession = Extract<UndoAction, { kind: 'destroy-session' }>;

function validateSession(
  { daemon, session, output }: DestroySession,
  journal: JournalContent,
  libraryDir: string,
): void {
  const { runId, runtimeDir } = journal;
  if (session !== sessionNameOf(runId) && session !== sessionNameOf(runId, 'kernel'))
    throw refused(`${session} is not a session of the run`);
  requireTraceFolder(basename(output) === KERNEL_OUTPUT ? dirname(output) : output, journal, libraryDir);
  if (!isHomeIn(daemon, runtimeDir))
    throw refused(`The session daemon's folder ${daemon.home} is not in ${runtimeDir}`);
}

/** Whether the home is that of a daemon of ours, or of our clients of the root daemon (tracer/session-daemon.ts). */
const isHomeIn = (daemon: DaemonRef, runtimeDir: string): boolean =>
  daemon.kind === 'private'
    ? daemon.home === join(runtimeDir, 'd')
    : daemon.home === undefined || daemon.home === runtimeDir;

/** A partial file or folder can be anywhere: it is beside the target that the user named. Its random name marks it as ours. */
function requireOwnPartial(path: string): void {
  if (!isPartialName(basename(path))) throw refused(`${path} does not have the name of a partial file`);
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts) return;
  if (realOf(dirname(path)) !== dirname(path)) throw refused(`${path} is reached through a link`);
  const isOurs = facts.isDirectory() ? isOwnFolder(path) : facts.isFile() && facts.uid === process.getuid?.();
  if (!isOurs) throw refused(`${path} is not a file or folder of this user`);
}

const realOf = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

const refused = (why: string): AppError => new AppError('config', `${why}.`);
