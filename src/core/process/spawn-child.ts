import { spawn } from 'node:child_process';
import { requireDescriptors } from './free-descriptors';

/** Like spawn() of node:child_process. @throws AppError `config` when too few descriptors are free to start a child */
export const spawnChild = ((file: string, ...rest: unknown[]) => {
  requireDescriptors(file);
  return (spawn as (...all: unknown[]) => unknown)(file, ...rest);
}) as typeof spawn;
