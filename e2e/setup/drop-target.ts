import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { expect } from './fixtures';

const saidSchema = z.object({
  ready: z.literal(true).optional(),
  moved: z.literal(true).optional(),
  uris: z.array(z.string()).optional(),
});

export interface DropTarget {
  /** Where to let go, on the screen. */
  x: number;
  y: number;
  /** How often something that is dragged moved over it. */
  moves(): number;
  /** The files of each drop, in its order. */
  drops(): string[][];
  close(): void;
}

/** Right of the app's window, on a display of 1920 pixels. */
const PLACE = { left: 1500, top: 300, width: 300, height: 300 };

/** A GTK window as a file manager's: what is dropped there has really left the app. */
export async function openDropTarget(): Promise<DropTarget> {
  const { left, top, width, height } = PLACE;
  const script = join(import.meta.dirname, 'gtk-drop-target.py');
  const child: ChildProcess = spawn('/usr/bin/python3', [script, ...[left, top, width, height].map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' },
  });
  if (!child.stdout) throw new Error('The drop target has no output.');
  const said: z.infer<typeof saidSchema>[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(saidSchema.parse(JSON.parse(line))));
  await expect
    .poll(() => said.some(({ ready }) => ready), { message: 'the drop target is shown', timeout: 20_000 })
    .toBe(true);
  return {
    x: left + width / 2,
    y: top + height / 2,
    moves: () => said.filter(({ moved }) => moved).length,
    drops: () => said.flatMap(({ uris }) => (uris ? [uris.map((uri) => fileURLToPath(uri))] : [])),
    close: () => void child.kill('SIGTERM'),
  };
}
