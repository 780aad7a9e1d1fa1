import { shellCommand } from '../planning/shell-quote';
import { createArguments } from './container-arguments';
import type { EngineShell } from './engine-language';

/**
 * The commands of an engine whose client takes Docker's words.
 * @param unset as EngineShell has it
 */
export function clientShell(client: string, unset: readonly string[]): EngineShell {
  const words = (...rest: string[]): string => shellCommand([client, ...rest]);
  const removal = ['rm', '--force', '--volumes'];
  return {
    unset,
    create: (spec) => `${words(...createArguments(spec))} >/dev/null`,
    startAttached: (name) => words('start', '--attach', name),
    remove: (name) => `${words(...removal, name)} >/dev/null`,
    removeLabelled: ({ key, value }, prefix) => {
      const find = `${prefix}${words('ps', '--all', '--quiet', `--filter=label=${key}=${value}`)}`;
      return `for id in $(${find}); do ${prefix}${words(...removal)} "$id" >/dev/null || true; done`;
    },
  };
}
