// The commands and options of the command line as plain data, read from its commander definitions.
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { sourcePlugins } from '../../build/source-plugins.mjs';
import { inProject, PROJECT_ROOT } from '../../setup/project.mjs';

/**
 * @typedef {object} OptionReference
 * @property {string} flags as in the help, for example "-o, --output <path>"
 * @property {string} long for example "--output"
 * @property {string} [value] the name of its value, for example "path"
 * @property {readonly string[]} choices the values, if only these are accepted
 * @property {string} help
 *
 * @typedef {object} CommandReference
 * @property {string} name
 * @property {string} usage the arguments, as in the help
 * @property {string} help
 * @property {{ name: string, help: string }[]} args arguments that have a text
 * @property {OptionReference[]} options
 *
 * @typedef {{ help: string, options: OptionReference[], commands: CommandReference[] }} Reference
 */

/** @returns {Promise<Reference>} of the sources */
export async function readReference() {
  const { build } = await import('vite');
  // Below the project, so that the bundle finds the npm packages.
  const work = mkdtempSync(inProject('node_modules', '.command-reference-'));
  const source = (/** @type {string} */ name) => inProject('src', name);
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      resolve: { alias: { '@shared': source('shared'), '@core': source('core'), '@reader': source('reader') } },
      plugins: sourcePlugins(PROJECT_ROOT),
      build: {
        ssr: source('cli/full-program.ts'),
        outDir: work,
        rolldownOptions: { output: { format: 'es', entryFileNames: 'full-program.mjs' } },
      },
    });
    const { fullProgram } = await import(pathToFileURL(path.join(work, 'full-program.mjs')).href);
    return referenceOf(await fullProgram());
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {import('commander').Command} program
 * @returns {Reference}
 */
export function referenceOf(program) {
  return {
    help: program.description(),
    options: optionsOf(program),
    commands: program.commands.map((command) => ({
      name: command.name(),
      usage: command.usage(),
      help: command.description(),
      args: command.registeredArguments
        .filter(({ description }) => description)
        .map((argument) => ({ name: argument.name(), help: argument.description })),
      options: optionsOf(command),
    })),
  };
}

/** With the option `--help`, which commander adds itself. */
function optionsOf(/** @type {import('commander').Command} */ command) {
  return command
    .createHelp()
    .visibleOptions(command)
    .map(({ flags, long, description, defaultValue, argChoices }) => ({
      flags,
      long: long ?? flags,
      value: /[<[]([^>\]]+)[>\]]$/.exec(flags)?.[1],
      choices: argChoices ?? [],
      help: withDefault(description, defaultValue),
    }));
}

const withDefault = (/** @type {string} */ text, /** @type {unknown} */ value) =>
  typeof value === 'string' || typeof value === 'number' ? `${text} (default: ${value})` : text;
