import { spawn } from 'node:child_process';
import { requireDescriptors } from './free-descriptors';

/** As spawn() of node:child_process, but with an error that says so where no child can be started. @throws AppError `config` */
export const spawnChild = ((file: string, ...rest: unknown[]) => {
  requireDescriptors(file);
  return (spawn as (...all: unknown[]) => unknown)(file, ...rest);
}) as typeof spawn;
