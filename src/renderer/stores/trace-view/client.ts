import { TRACE_VIEW_PORT, type TraceViewPortMessage } from '@shared/trace-view/trace-view-port';
import { ask } from '../../bridge';
import { TraceViewClient } from './trace-view-client';

/** Pages that wait for their port, by ticket. */
const waiting = new Map<string, (port: MessagePort) => void>();

/** Ports of calls of an earlier page are closed, which ends their processes. */
function receivePort({ source, origin, data, ports: [port] }: MessageEvent): void {
  if (source !== window || origin !== window.location.origin || !port || !isPortMessage(data)) return;
  const take = waiting.get(data.ticket);
  if (take) take(port);
  else port.close();
}

const isPortMessage = (data: unknown): data is TraceViewPortMessage =>
  typeof data === 'object' && data !== null && 'kind' in data && data.kind === TRACE_VIEW_PORT;

/**
 * Opens a trace of the library for the page: starts the process that reads it.
 * @throws what errorOf() reads: `missing` for an unknown id
 */
export async function openTraceView(id: string): Promise<TraceViewClient> {
  const ticket = crypto.randomUUID();
  window.addEventListener('message', receivePort); // one listener, however often it is added
  const port = new Promise<MessagePort>((resolve) => waiting.set(ticket, resolve));
  try {
    await ask('trace-view:open', { id, ticket });
    return new TraceViewClient(await port);
  } finally {
    waiting.delete(ticket);
  }
}
