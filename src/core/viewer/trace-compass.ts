import { totalmem } from 'node:os';
import type { TraceRecord } from '@shared/model/trace-record';
import type { Opening, OpeningPhase, OpeningPlan } from '@shared/viewer/opening';
import { refuseMoving } from '../journal/moving-flag';
import { awaitViewer, LOCK_WITHIN_MS } from './await-viewer';
import { VIEWER_SITE, whyUnreadable } from './compatibility';
import { endViewer } from './end-viewer';
import { type FoundViewer, type ViewerPlaces, viewerOf } from './find-viewer';
import { heapBytes } from './heap';
import { launchOnce, withWorkspacesLock } from './launch';
import { passesArguments } from './passes-arguments';
import { traceFormat } from './trace-format';
import { viewerArguments } from './viewer-command';
import { planWorkspace, prepareWorkspace, type Workspace, workspaceDir } from './workspace';

export interface OpeningOptions {
  /** The program in the settings; null to search for it. */
  chosen: string | null;
  /** Open the trace even if the viewer is known not to support it. */
  force?: boolean;
  onPhase?(phase: OpeningPhase): void;
  signal?: AbortSignal | undefined;
}

interface TraceCompassDeps {
  workspacesDir: string;
  libraryDir: string;
  places: ViewerPlaces;
  /** The trace's record. @throws AppError as the library does */
  record(id: string): Promise<TraceRecord>;
  /** Default: LOCK_WITHIN_MS. */
  lockWithinMs?: number | undefined;
  /** Bytes; default: the memory of this machine. */
  memoryBytes?: number;
}

type NoViewer = Extract<Opening, { outcome: 'no-viewer' }>;

/** Opens traces in Trace Compass. Each trace has a separate workspace, with an experiment of all its leaves. */
export class TraceCompass {
  constructor(private readonly deps: TraceCompassDeps) {}

  /**
   * The command that `open` would run; changes nothing.
   * @throws AppError `config`, `missing` for a trace that cannot be opened
   */
  async plan(id: string, chosen: string | null): Promise<OpeningPlan | NoViewer> {
    const viewer = await this.#viewer(chosen);
    if ('outcome' in viewer) return viewer;
    const record = await this.deps.record(id);
    const workspace = await this.#workspace(record);
    return {
      id,
      program: viewer.path,
      version: viewer.version,
      args: this.#arguments(workspace, record),
      workspace: workspace.dir,
      experiment: workspace.experiment,
      leaves: workspace.leaves,
      log: workspace.logPath,
    };
  }

  /**
   * Opens a trace. Resolves when the viewer has loaded it, has failed or hangs. The viewer keeps running after this process
   * ends.
   * @throws AppError `config`, `missing` for a trace that cannot be opened, `command` and `denied` when files cannot be
   *   written, `cancelled` when the signal fires
   */
  async open(id: string, options: OpeningOptions): Promise<Opening> {
    const { onPhase = () => undefined, signal } = options;
    const record = await this.deps.record(id);
    const workspace = await this.#workspace(record);
    const viewer = await this.#viewer(options.chosen);
    if ('outcome' in viewer) return viewer;
    const formats = options.force ? [] : await Promise.all(workspace.leaves.map(traceFormat));
    const unreadable = whyUnreadable(viewer.version, formats);
    if (unreadable) return { outcome: 'unreadable', ...unreadable };
    const args = this.#arguments(workspace, record);
    const { workspacesDir, libraryDir, places, lockWithinMs = LOCK_WITHIN_MS } = this.deps;
    const launched = await withWorkspacesLock(workspacesDir, () => {
      refuseMoving(libraryDir); // the viewer would lose its paths
      return launchOnce(workspace, viewer.path, args, places.env, () => {
        onPhase('preparing');
        return prepareWorkspace(workspace, libraryDir, record);
      });
    });
    if (launched === 'open') return { outcome: 'open-already', experiment: workspace.experiment };
    return awaitViewer(launched, workspace, { lockWithinMs, onPhase, signal });
  }

  /** Terminates the viewer that was started for a trace. @returns whether one was running */
  end(id: string): Promise<boolean> {
    return endViewer(workspaceDir(this.deps.workspacesDir, this.deps.libraryDir, id));
  }

  #workspace(record: TraceRecord): Promise<Workspace> {
    return planWorkspace(this.deps.workspacesDir, this.deps.libraryDir, record);
  }

  /** Uses the size in the record, since the folder of a trace by reference contains only links. */
  #arguments({ dir, leaves }: Workspace, { sizeBytes }: TraceRecord): string[] {
    const heap = heapBytes(sizeBytes ?? 0, this.deps.memoryBytes ?? totalmem());
    return viewerArguments({ workspaceDir: dir, leaves, heapBytes: heap });
  }

  async #viewer(chosen: string | null): Promise<FoundViewer | NoViewer> {
    const { found, ...rest } = await viewerOf(this.deps.places, chosen);
    if (found && passesArguments(found.path)) return found;
    const broken = found ? found.path : 'broken' in rest ? rest.broken : null;
    const message = found
      ? `${found.path} is a script that does not pass its arguments to Trace Compass, so it cannot open a trace.`
      : broken !== null
        ? `${broken}, the viewer in the settings, is not an executable program.`
        : 'Trace Compass was not found on PATH, in /opt, in your home folder or in the desktop menu.';
    const hint = `Download Trace Compass from ${VIEWER_SITE} and unpack it into ~/trace-compass.`;
    return { outcome: 'no-viewer', broken, message, hint };
  }
}
