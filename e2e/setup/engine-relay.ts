import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';

/** A socket in front of an engine's, so that the engine can go away and come back for one window alone. */
export interface EngineRelay {
  up(): Promise<void>;
  down(): Promise<void>;
}

export function engineRelay(path: string, target: string): EngineRelay {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const engine = connect(target);
    for (const [one, other] of [
      [client, engine],
      [engine, client],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  return {
    up: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(path, () => {
          chmodSync(path, 0o666);
          resolve();
        });
      }),
    down: () =>
      new Promise((resolve) => {
        server.close(() => {
          rmSync(path, { force: true });
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}
