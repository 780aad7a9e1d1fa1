import { shellCommand } from '../planning/shell-quote';
import { createArguments } from './container-arguments';
import type { EngineShell } from './engine-language';

/**
 * The commands of an engine whose client has the same arguments as Docker's.
 * @param unset see EngineShell
 */
export function clientShell(client: string, unset: readonly string[]): EngineShell {
  const command = (...args: string[]): string => shellCommand([client, ...args]);
  const removal = ['rm', '--force', '--volumes'];
  return {
    unset,
    create: (spec) => `${command(...createArguments(spec))} >/dev/null`,
    startAttached: (name) => command('start', '--attach', name),
    remove: (name) => `${command(...removal, name)} >/dev/null`,
    removeLabelled: ({ key, value }, prefix) => {
      const find = `${prefix}${command('ps', '--all', '--quiet', `--filter=label=${key}=${value}`)}`;
      return `for id in $(${find}); do ${prefix}${command(...removal)} "$id" >/dev/null || true; done`;
    },
  };
}
