import { posix } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { shellQuote } from '@shared/planning/shell-quote';

/** One instruction of a Containerfile's stage, of the subset that our recipes use. */
type Instruction =
  | { do: 'run'; script: string }
  | { do: 'copy'; from: string | undefined; sources: string[]; target: string }
  | { do: 'workdir'; path: string }
  | { do: 'set'; name: string; value: string; isArgument: boolean };

interface Stage {
  name: string;
  base: string;
  instructions: Instruction[];
  labels: Record<string, string>;
  command: string[];
}

/** An Apptainer definition, and the scripts of its stages. They are separate files, so that no line of theirs starts a section. */
export interface Definition {
  /** `BASE` stands for the base image's path where the first stages begin. */
  text: string;
  scripts: Record<string, string>;
}

/** Folder of the context and the scripts in a stage during the build. The stage's script removes it. */
const INSIDE = '/.containers-trace';

/**
 * Translates a Containerfile into an Apptainer definition, stage by stage, so that all engines use the same recipes.
 * @param folder contains `context`, a copy of the build context, and the scripts
 * @param locate returns the path of the image that a reference names
 * @throws AppError `config` for an unsupported instruction
 */
export function definitionOf(
  containerfile: string,
  args: Record<string, string>,
  labels: Record<string, string>,
  folder: string,
  locate: (reference: string) => string,
): Definition {
  const stages = parseStages(containerfile, args);
  const names = new Set(stages.map(({ name }) => name));
  const scripts = Object.fromEntries(stages.map((stage) => [`${stage.name}.sh`, scriptOf(stage)]));
  const texts = stages.map((stage, index) => {
    const copies = stage.instructions.flatMap((instruction) =>
      instruction.do === 'copy' && instruction.from !== undefined ? [{ ...instruction, from: instruction.from }] : [],
    );
    const last = index === stages.length - 1;
    const kept = last ? { ...stage.labels, ...labels } : {};
    return [
      `Bootstrap: localimage\nFrom: ${locate(stage.base)}\nStage: ${stage.name}\n`,
      `%files\n  ${folder} ${INSIDE}\n`,
      ...copies.map(({ from, sources, target }) => {
        if (!names.has(from)) throw unsupported(`COPY --from=${from}, which names no stage`);
        const lines = sources.map((source) => `  ${source} ${targetOf(source, target)}`);
        return `%files from ${from}\n${lines.join('\n')}\n`;
      }),
      ...(last && Object.keys(kept).length > 0
        ? [
            `%labels\n${Object.entries(kept)
              .map(([name, value]) => `  ${name} ${value}`)
              .join('\n')}\n`,
          ]
        : []),
      `%post\n  exec /bin/sh ${INSIDE}/${stage.name}.sh\n`,
      ...(last && stage.command.length > 0
        ? [`%runscript\n  [ $# -eq 0 ] || exec "$@"\n  exec ${stage.command.map(shellQuote).join(' ')}\n`]
        : []),
    ].join('\n');
  });
  return { text: texts.join('\n'), scripts };
}

/** Appends the source's name to a target that ends with a slash, as cp(1) does. */
const targetOf = (source: string, target: string): string =>
  target.endsWith('/') ? posix.join(target, posix.basename(source)) : target;

function scriptOf({ instructions }: Stage): string {
  const lines = ['set -e'];
  for (const step of instructions) {
    if (step.do === 'set') lines.push(`export ${step.name}=${shellQuote(step.value)}`);
    else if (step.do === 'workdir') lines.push(`mkdir -p ${shellQuote(step.path)}`, `cd ${shellQuote(step.path)}`);
    else if (step.do === 'run')
      lines.push(`echo ${shellQuote(`STEP RUN ${step.script.split('\n')[0]}`)}`, `( ${step.script}\n)`);
    else if (step.from === undefined)
      for (const source of step.sources)
        lines.push(
          ...(step.target.endsWith('/') ? [`mkdir -p ${shellQuote(step.target)}`] : []),
          `cp -R ${INSIDE}/context/${shellQuote(source)} ${shellQuote(step.target)}`,
        );
  }
  return `${[...lines, `rm -rf ${INSIDE}`].join('\n')}\n`;
}

function parseStages(text: string, args: Record<string, string>): Stage[] {
  const stages: Stage[] = [];
  const known: Record<string, string> = {};
  const expand = (value: string): string =>
    value.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced, bare) => known[braced ?? bare] ?? whole);
  for (const [verb, rest] of instructionsOf(text)) {
    const stage = stages.at(-1);
    if (verb === 'ARG') {
      const [, name = '', defaultValue = ''] = /^(\w+)=?(.*)$/s.exec(rest) ?? [];
      known[name] = args[name] ?? defaultValue;
      stage?.instructions.push({ do: 'set', name, value: known[name], isArgument: true });
      continue;
    }
    if (verb === 'FROM') {
      const [base = '', as, name] = expand(rest).split(/\s+/);
      const named = as?.toUpperCase() === 'AS' && name ? name : `stage${stages.length}`;
      stages.push({ name: named, base, instructions: [], labels: {}, command: [] });
      continue;
    }
    if (!stage) throw unsupported(`${verb} before FROM`);
    if (verb === 'RUN') stage.instructions.push({ do: 'run', script: rest });
    else if (verb === 'WORKDIR') stage.instructions.push({ do: 'workdir', path: expand(rest) });
    else if (verb === 'ENV') stage.instructions.push({ do: 'set', ...assignment(expand(rest)), isArgument: false });
    else if (verb === 'LABEL') {
      const { name, value } = assignment(expand(rest));
      stage.labels[name] = value;
    } else if (verb === 'CMD') stage.command = argumentsOf(rest);
    else if (verb === 'COPY') stage.instructions.push(copyOf(expand(rest)));
    else throw unsupported(verb);
  }
  if (stages.length === 0) throw unsupported('a file without FROM');
  return stages;
}

function copyOf(rest: string): Instruction {
  const args = rest.split(/\s+/);
  const from = args.find((arg) => arg.startsWith('--from='))?.slice('--from='.length);
  const paths = args.filter((arg) => !arg.startsWith('--'));
  return { do: 'copy', from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '/' };
}

/** Joins lines that end with a backslash to the next line, without the comments between them. */
function instructionsOf(text: string): [verb: string, rest: string][] {
  const joined: string[] = [];
  let open = false;
  for (const line of text.split('\n')) {
    if (/^\s*#/.test(line) || (!open && line.trim() === '')) continue;
    if (open) joined[joined.length - 1] += `\n${line}`;
    else joined.push(line);
    open = line.endsWith('\\');
  }
  return joined.map((line) => {
    const [, verb = '', rest = ''] = /^\s*(\S+)\s+(.*)$/s.exec(line) ?? [];
    return [verb.toUpperCase(), rest.trim()];
  });
}

function assignment(text: string): { name: string; value: string } {
  const [, name = '', value = ''] = /^([^=\s]+)[=\s](.*)$/s.exec(text) ?? [];
  return { name, value: value.replace(/^"(.*)"$/s, '$1') };
}

/** Parses `["sh", "-c", "…"]`, or a line for the shell. */
function argumentsOf(text: string): string[] {
  if (!text.startsWith('[')) return ['/bin/sh', '-c', text];
  const args: unknown = parseJson(text);
  if (Array.isArray(args) && args.every((arg) => typeof arg === 'string')) return args;
  throw unsupported(`CMD ${text}`);
}

const unsupported = (what: string): AppError =>
  new AppError('config', `Building a Containerfile with Apptainer does not support ${what}.`, {
    hint: 'Build the image with Podman or Docker, then convert it: `apptainer build NEW.sif docker-archive:FILE.tar`.',
  });
