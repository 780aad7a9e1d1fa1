import type { ScanTask } from '@reader/compiled/compiled-scan';
import type { ScanWindow } from '@reader/scan/windows';
import type { StreamFile } from '../files/open-files';
import type { WorkerFailure } from './worker-failure';

/** What a scan worker needs to know, as plain data. */
export interface ScanOrders {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  queueBlock: SharedArrayBuffer;
  windows: readonly ScanWindow[];
  /** Addresses of the slots. */
  slots: readonly number[];
  /** By stream file. */
  files: readonly StreamFile[];
  task: Omit<ScanTask, 'files'>;
}

export type ScanReport =
  /** A window is scanned. */
  | { kind: 'scanned' }
  /** No window is left. */
  | { kind: 'finished' }
  | { kind: 'failed'; failure: WorkerFailure };
