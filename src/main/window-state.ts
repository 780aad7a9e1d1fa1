import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';

const windowStateSchema = z.object({
  width: z.number().int().min(960),
  height: z.number().int().min(640),
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

export const FIRST_WINDOW: WindowState = { width: 1280, height: 800, maximized: false };

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Reads the last size and position. Returns the defaults if the file is missing or cannot be read, since losing them does no harm. */
export function readWindowState(file: string): WindowState {
  try {
    const parsed = windowStateSchema.safeParse(parseJson(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : FIRST_WINDOW;
  } catch {
    return FIRST_WINDOW;
  }
}

/** @throws the file system's error when it cannot be written */
export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(state));
  await rename(`${file}.new`, file);
}

interface FittingState {
  width: number;
  height: number;
  maximized: boolean;
  x?: number;
  y?: number;
}

/** Omits the position if no screen contains it, for example after a monitor was unplugged. */
export function fitToScreens(state: WindowState, screens: readonly Area[]): FittingState {
  const { x, y } = state;
  const host =
    x === undefined || y === undefined
      ? undefined
      : screens.find((area) => x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height);
  const { width, height, maximized } = state;
  return { width, height, maximized, ...(host && x !== undefined && y !== undefined ? { x, y } : {}) };
}
