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
  /** The program of the settings; null: it is looked for. */
  chosen: string | null;
  /** Also where the viewer is known not to read the trace. */
  force?: boolean;
  onPhase?(phase: OpeningPhase): void;
  signal?: AbortSignal | undefined;
}

interface Parts {
  workspacesDir: string;
  libraryDir: string;
  places: ViewerPlaces;
  /** The trace's record. @throws AppError as the library does */
  record(id: string): Promise<TraceRecord>;
  /** Left out: LOCK_WITHIN_MS. */
  lockWithinMs?: number | undefined;
  /** Bytes; left out: what this machine has. */
  memoryBytes?: number;
}

type NoViewer = Extract<Opening, { outcome: 'no-viewer' }>;

/** Opens traces in Trace Compass, each in a workspace of its own with an experiment of all its leaves. */
export class TraceCompass {
  constructor(private readonly parts: Parts) {}

  /**
   * All that `open` would start; makes nothing.
   * @throws AppError `config`, `missing` for a trace that cannot be opened
   */
  async plan(id: string, chosen: string | null): Promise<OpeningPlan | NoViewer> {
    const viewer = await this.#viewer(chosen);
    if ('outcome' in viewer) return viewer;
    const record = await this.parts.record(id);
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
   * Answers when the viewer has the trace, or when it is clear that it will not have it soon. The viewer outlives us.
   * @throws AppError `config`, `missing` for a trace that cannot be opened, `command` and `denied` for a disk that refuses,
   *   `cancelled` when the signal ends the wait
   */
  async open(id: string, options: OpeningOptions): Promise<Opening> {
    const { onPhase = () => undefined, signal } = options;
    const record = await this.parts.record(id);
    const workspace = await this.#workspace(record);
    const viewer = await this.#viewer(options.chosen);
    if ('outcome' in viewer) return viewer;
    const formats = options.force ? [] : await Promise.all(workspace.leaves.map(traceFormat));
    const unreadable = whyUnreadable(viewer.version, formats);
    if (unreadable) return { outcome: 'unreadable', ...unreadable };
    const args = this.#arguments(workspace, record);
    const { workspacesDir, libraryDir, places, lockWithinMs = LOCK_WITHIN_MS } = this.parts;
    const launched = await withWorkspacesLock(workspacesDir, () => {
      refuseMoving(libraryDir); // its paths would end under it
      return launchOnce(workspace, viewer.path, args, places.env, () => {
        onPhase('preparing');
        return prepareWorkspace(workspace, libraryDir, record);
      });
    });
    if (launched === 'open') return { outcome: 'open-already', experiment: workspace.experiment };
    return awaitViewer(launched, workspace, { lockWithinMs, onPhase, signal });
  }

  /** Ends the viewer that was started for a trace. @returns whether there was one */
  end(id: string): Promise<boolean> {
    return endViewer(workspaceDir(this.parts.workspacesDir, this.parts.libraryDir, id));
  }

  #workspace(record: TraceRecord): Promise<Workspace> {
    return planWorkspace(this.parts.workspacesDir, this.parts.libraryDir, record);
  }

  /** By what the record says of its size: of a trace that is held by reference its folder holds links. */
  #arguments({ dir, leaves }: Workspace, { sizeBytes }: TraceRecord): string[] {
    const heap = heapBytes(sizeBytes ?? 0, this.parts.memoryBytes ?? totalmem());
    return viewerArguments({ workspaceDir: dir, leaves, heapBytes: heap });
  }

  async #viewer(chosen: string | null): Promise<FoundViewer | NoViewer> {
    const { found, ...rest } = await viewerOf(this.parts.places, chosen);
    if (found && passesArguments(found.path)) return found;
    const broken = found ? found.path : 'broken' in rest ? rest.broken : null;
    const message = found
      ? `${found.path} is a script that passes nothing on to Trace Compass: it cannot be told which trace to open.`
      : broken !== null
        ? `${broken}, as set, is no program that can be run.`
        : 'Trace Compass was not found on PATH, in /opt, in your home or in the menu.';
    return { outcome: 'no-viewer', broken, message, hint: `It is at ${VIEWER_SITE}: unpack it into ~/trace-compass.` };
  }
}
