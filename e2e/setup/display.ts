import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

const READY_WITHIN_MS = 20_000;

export interface Display {
  /** `:99`, for DISPLAY. */
  name: string;
  stop(): void;
}

/** Starts an X server of our own, large enough for every window; any local user may draw on it. */
export async function startDisplay(): Promise<Display> {
  // Without -noreset it starts over whenever its last client leaves, and refuses the next one meanwhile.
  const args = ['-displayfd', '3', '-noreset', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-ac'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  return { name: `:${await displayNumber(server)}`, stop: () => void server.kill('SIGTERM') };
}

/** The server writes the number that it took once it takes clients. */
function displayNumber(server: ChildProcess): Promise<string> {
  const number = server.stdio[3] as Readable;
  let log = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`Xvfb named no display within ${READY_WITHIN_MS} ms: ${log}`)),
      READY_WITHIN_MS,
    );
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}: ${log}`)));
    number.once('data', (chunk: Buffer) => {
      clearTimeout(limit);
      resolve(chunk.toString('utf8').trim());
    });
  });
}
