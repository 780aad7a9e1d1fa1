import { type Command, Option } from 'commander';

/**
 * Adds an option that must be given. commander reports a missing `requiredOption` before an unknown option, which hides that
 * `--engin` is misspelled. This function reports it after unknown options and missing arguments.
 * An empty value is refused, too.
 */
export function requireOption(command: Command, flags: string, help: string): Command {
  const option = new Option(flags, help);
  return command.addOption(option).hook('preAction', (_command, action) => {
    const value = action.getOptionValue(option.attributeName());
    if (value === '') action.error(`error: option '${flags}' needs a value`, { code: 'commander.invalidArgument' });
    if (value !== undefined) return;
    action.error(`error: required option '${flags}' not specified`, { code: 'commander.missingMandatoryOptionValue' });
  });
}
