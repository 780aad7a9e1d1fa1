import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseEvent, type TraceEvent } from './trace-event';

const LIMIT_MS = 180_000;

/**
 * Reads a trace with babeltrace2 itself, all leaves below a folder merged by time, and gives each event to all who listen.
 * @returns what babeltrace2 warned of: events and packets that are missing
 * @throws Error when it fails
 */
export async function readEvents(folder: string, listeners: readonly ((event: TraceEvent) => void)[]): Promise<string> {
  const child = spawn('babeltrace2', ['--clock-seconds', '--no-delta', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  let warnings = '';
  child.stderr.on('data', (bytes) => {
    warnings += String(bytes);
  });
  const closed = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) {
    const event = parseEvent(line);
    for (const listen of listeners) listen(event);
  }
  const [code] = await closed;
  if (code !== 0) throw new Error(`babeltrace2 ${folder} ended with ${String(code)}:\n${warnings.slice(-2000)}`);
  return warnings;
}
