import { keepThreadsReady } from '@core/analysis/workers/ready-threads';
import { serveTraceView } from '@core/trace-view/serve-trace-view';
import { warmUp } from '@core/trace-view/warm-up';
import type { MessageEvent, MessagePortMain } from 'electron';
import { type TraceViewOrders, type TraceViewReport, USED_EVERY_MS } from './trace-view-orders';

// A pass does not wait for the start of a thread.
keepThreadsReady();

/**
 * The program that reads one opened trace and answers the page over a port. Main starts it as a utility process, perhaps before a trace
 * is opened. It ends when the page closes the port. Electron ends it with the app, also after kill -9.
 */
process.parentPort.on('message', ({ data, ports: [port] }: MessageEvent) => {
  const orders = data as TraceViewOrders;
  if (orders.kind === 'prepare') void warmUp(orders.id, orders.options);
  else if (port) open(orders, port);
  else process.exit(1);
});

function open({ id, options }: TraceViewOrders, port: MessagePortMain): void {
  const served = serveTraceView(id, options, (message) => port.postMessage(message));
  let reportedAt = Number.NEGATIVE_INFINITY;
  port.on('message', ({ data: message }) => {
    served.handle(message);
    if (performance.now() - reportedAt < USED_EVERY_MS) return;
    reportedAt = performance.now();
    process.parentPort.postMessage('used' satisfies TraceViewReport);
  });
  port.once('close', () => void served.close().finally(() => process.exit(0)));
  port.start();
}
