import type { ChildProcess } from 'node:child_process';

const LIMIT_MS = 60_000;

/** @throws Error outside of `npm run bench` */
export const electronPath = (): string => {
  const path = process.env['ELECTRON_EXEC_PATH'];
  if (!path) throw new Error('ELECTRON_EXEC_PATH is not set: run this by `npm run bench`.');
  return path;
};

/** Chromium prints its debugger's address to standard error. */
export function endpointOf(child: ChildProcess): Promise<string> {
  let log = '';
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`Electron did not open its debugger: ${log}`)), LIMIT_MS);
    child.once('exit', (code) => reject(new Error(`Electron ended with ${code}: ${log}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString('utf8');
      const found = /DevTools listening on (ws:\S+)/.exec(log)?.[1];
      if (!found) return;
      clearTimeout(limit);
      resolve(found);
    });
  });
}
