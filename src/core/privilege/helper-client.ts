import { AppError } from '@shared/model/app-error';
import type { RootContainers, RootHelper } from './root-helper';

const notYet = (): never => {
  throw new AppError('missing', 'The helper cannot be started.');
};

/** Placeholder until the helper's own client is here. */
export class HelperClient implements RootHelper {
  readonly isUp = false;
  readonly gone = Promise.resolve();
  readonly start = async (): Promise<void> => notYet();
  readonly ensureDaemon = async (): Promise<void> => notYet();
  readonly trace = async (): Promise<string> => notYet();
  readonly containers: RootContainers = {
    create: async () => notYet(),
    start: async () => notYet(),
    inspect: async () => notYet(),
    stop: async () => notYet(),
    remove: async () => notYet(),
    removeRun: async () => notYet(),
  };
  async close(): Promise<void> {
    // nothing was started
  }
}
