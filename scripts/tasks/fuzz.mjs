import { realTests } from '../run/test-runners.mjs';
import { SetupError } from '../setup/setup-error.mjs';

const OPTIONS = {
  '--messages': 'CONTAINERS_TRACE_FUZZ_MESSAGES',
  '--minutes': 'CONTAINERS_TRACE_FUZZ_MINUTES',
  '--seed': 'CONTAINERS_TRACE_FUZZ_SEED',
};
const DEFAULTS = { CONTAINERS_TRACE_FUZZ_MESSAGES: '200000', CONTAINERS_TRACE_FUZZ_MINUTES: '30' };

/**
 * Runs the fuzzer of the privileged helper for longer than `npm test` does: npm run fuzz -- [--messages=N] [--minutes=N]
 * [--seed=N]. A failure prints its seed and the smallest messages that reproduce it.
 * @param {string[]} args
 */
export function run(args) {
  Object.assign(process.env, DEFAULTS);
  const others = args.filter((arg) => {
    const [name, value = ''] = arg.split('=');
    const variable = OPTIONS[name];
    if (!variable) return true;
    if (!/^-?\d+$/.test(value)) throw new SetupError(`${name} takes a number: ${name}=5`, undefined, 2);
    process.env[variable] = value;
    return false;
  });
  return realTests(['tests/attack/fuzz.test.ts', ...others]);
}
