import { parentPort } from 'node:worker_threads';
import { CompiledScan } from '@reader/compiled/compiled-scan';
import { createCoreInstance } from '@reader/compiled/core-instance';
import { OpenFiles } from '../files/open-files';
import type { ScanOrders, ScanReport } from './scan-orders';
import { WindowQueue } from './window-queue';
import { failureOf } from './worker-failure';

/** Scans windows until none is left. The thread never answers while it scans, so it is stopped by the queue. */
function scanWindows(orders: ScanOrders, report: (report: ScanReport) => void): void {
  const { memory, module, windows, slots, files: paths, task } = orders;
  const queue = new WindowQueue(orders.queueBlock, windows.length);
  const files = new OpenFiles();
  try {
    const core = { memory, exports: createCoreInstance(module, memory) };
    const scan = new CompiledScan(core, { ...task, files: paths.map((file) => files.bytesOf(file)) });
    for (let window = queue.waitForWindow(); window !== undefined; window = queue.waitForWindow()) {
      scan.scan(windows[window] as (typeof windows)[number], slots[queue.slotOf(window)] as number);
      queue.publish(window);
      report({ kind: 'scanned' });
    }
    report({ kind: 'finished' });
  } catch (error) {
    report({ kind: 'failed', failure: failureOf(error) });
  } finally {
    files.close();
  }
}

parentPort?.once('message', (orders: ScanOrders) => {
  scanWindows(orders, (report) => parentPort?.postMessage(report));
  // A thread has the memory of its pass until it ends, so it serves one pass only.
  parentPort?.close();
});
