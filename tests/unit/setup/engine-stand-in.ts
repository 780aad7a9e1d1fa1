import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';

/** What the stand-in does with each request that comes from now on. */
export type Behaviour = 'runs' | 'exited' | 'refuses' | 'silent';

export interface EngineStandIn {
  socket: string;
  /** Settles when somebody waits for the container's end. */
  awaited: Promise<void>;
  behave(behaviour: Behaviour): void;
  /** Ends every connection in good order, as an engine does that is shut down. The socket stays. */
  dropConnections(): void;
  /** Nothing listens any more. */
  close(): Promise<void>;
}

export const EXIT_CODE = 7;

/**
 * A stand-in for an engine with one container, since a real one cannot be made to close its connections at will: it attaches,
 * starts, inspects, and answers `wait` with headers alone.
 */
export async function startEngineStandIn(folder: string): Promise<EngineStandIn> {
  const socket = join(folder, 'engine.sock');
  const open = new Set<ServerResponse>();
  let behaviour: Behaviour = 'runs';
  let tellAwaited = (): void => undefined;
  const awaited = new Promise<void>((resolve) => {
    tellAwaited = resolve;
  });
  const server = createServer((request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    answer(request, response, behaviour);
    if (request.url?.includes('/wait')) tellAwaited();
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const dropConnections = (): void => {
    for (const response of open) response.socket?.end();
  };
  return {
    socket,
    awaited,
    behave: (next) => {
      behaviour = next;
    },
    dropConnections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer({ url = '' }: IncomingMessage, response: ServerResponse, behaviour: Behaviour): void {
  if (behaviour === 'silent') return;
  if (behaviour === 'refuses') json(response, 500, { message: 'try again' });
  else if (/\/(attach|wait)\b/.test(url)) response.writeHead(200).flushHeaders();
  else if (url.includes('/start')) response.writeHead(204).end();
  else if (url.includes('/_ping')) response.writeHead(200).end('OK');
  else json(response, 200, { Id: 'c', State: stateOf(behaviour === 'exited') });
}

const stateOf = (ended: boolean): object => ({
  Status: ended ? 'exited' : 'running',
  Running: !ended,
  Pid: 0,
  ExitCode: ended ? EXIT_CODE : 0,
});

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
};
