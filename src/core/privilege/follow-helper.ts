import type { RootHelper } from './root-helper';

/**
 * The same helper, which tells when it has come up and when it has gone, whoever started or ended it.
 * @param tell called with whether it is up, once for each change
 */
export function followHelper(helper: RootHelper, tell: (isUp: boolean) => void): RootHelper {
  return {
    get isUp() {
      return helper.isUp;
    },
    get gone() {
      return helper.gone;
    },
    async start(signal) {
      const wasUp = helper.isUp;
      await helper.start(signal);
      if (wasUp || !helper.isUp) return;
      tell(true);
      void helper.gone.then(() => tell(false));
    },
    ensureDaemon: (signal) => helper.ensureDaemon(signal),
    trace: (command, signal) => helper.trace(command, signal),
    containers: helper.containers,
    close: () => helper.close(),
  };
}
