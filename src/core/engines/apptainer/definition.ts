import { posix } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { shellQuote } from '@shared/planning/shell-quote';

/** What a stage of a Containerfile does, in order; the part of the language that our recipes use. */
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

/** A definition of Apptainer's, and the scripts of its stages: in files, so that nothing in them is taken for a section. */
export interface Definition {
  /** `BASE` stands for the base image's path where the first stages begin. */
  text: string;
  scripts: Record<string, string>;
}

/** Where a stage finds context and scripts while it is built; removed by the script's end. */
const INSIDE = '/.containers-trace';

/**
 * Says a Containerfile in Apptainer's words, stage by stage: the same recipes serve all engines.
 * @param folder holds `context`, a copy of the build's context, and the scripts
 * @param locate gives the path of the image that a reference means
 * @throws AppError `config` for what this part of the language does not have
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
    const copies = stage.instructions.flatMap((one) =>
      one.do === 'copy' && one.from !== undefined ? [{ ...one, from: one.from }] : [],
    );
    const last = index === stages.length - 1;
    const kept = last ? { ...stage.labels, ...labels } : {};
    return [
      `Bootstrap: localimage\nFrom: ${locate(stage.base)}\nStage: ${stage.name}\n`,
      `%files\n  ${folder} ${INSIDE}\n`,
      ...copies.map(({ from, sources, target }) => {
        if (!names.has(from)) throw refused(`COPY --from=${from}`);
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

/** Like cp(1): into a folder by its name, where the target ends with a slash. */
const targetOf = (source: string, target: string): string =>
  target.endsWith('/') ? posix.join(target, posix.basename(source)) : target;

function scriptOf({ instructions }: Stage): string {
  const lines = ['set -e'];
  for (const one of instructions) {
    if (one.do === 'set') lines.push(`export ${one.name}=${shellQuote(one.value)}`);
    else if (one.do === 'workdir') lines.push(`mkdir -p ${shellQuote(one.path)}`, `cd ${shellQuote(one.path)}`);
    else if (one.do === 'run')
      lines.push(`echo ${shellQuote(`STEP RUN ${one.script.split('\n')[0]}`)}`, `( ${one.script}\n)`);
    else if (one.from === undefined)
      for (const source of one.sources)
        lines.push(
          ...(one.target.endsWith('/') ? [`mkdir -p ${shellQuote(one.target)}`] : []),
          `cp -R ${INSIDE}/context/${shellQuote(source)} ${shellQuote(one.target)}`,
        );
  }
  return `${[...lines, `rm -rf ${INSIDE}`].join('\n')}\n`;
}

function parseStages(text: string, args: Record<string, string>): Stage[] {
  const stages: Stage[] = [];
  const known: Record<string, string> = {};
  const expand = (words: string): string =>
    words.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced, bare) => known[braced ?? bare] ?? whole);
  for (const [verb, rest] of instructionsOf(text)) {
    const stage = stages.at(-1);
    if (verb === 'ARG') {
      const [, name = '', usual = ''] = /^(\w+)=?(.*)$/s.exec(rest) ?? [];
      known[name] = args[name] ?? usual;
      stage?.instructions.push({ do: 'set', name, value: known[name], isArgument: true });
      continue;
    }
    if (verb === 'FROM') {
      const [base = '', as, name] = expand(rest).split(/\s+/);
      const named = as?.toUpperCase() === 'AS' && name ? name : `stage${stages.length}`;
      stages.push({ name: named, base, instructions: [], labels: {}, command: [] });
      continue;
    }
    if (!stage) throw refused(`${verb} before FROM`);
    if (verb === 'RUN') stage.instructions.push({ do: 'run', script: rest });
    else if (verb === 'WORKDIR') stage.instructions.push({ do: 'workdir', path: expand(rest) });
    else if (verb === 'ENV') stage.instructions.push({ do: 'set', ...assignment(expand(rest)), isArgument: false });
    else if (verb === 'LABEL') {
      const { name, value } = assignment(expand(rest));
      stage.labels[name] = value;
    } else if (verb === 'CMD') stage.command = wordsOf(rest);
    else if (verb === 'COPY') stage.instructions.push(copyOf(expand(rest)));
    else throw refused(verb);
  }
  if (stages.length === 0) throw refused('a Containerfile without FROM');
  return stages;
}

function copyOf(rest: string): Instruction {
  const words = rest.split(/\s+/);
  const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  const paths = words.filter((word) => !word.startsWith('--'));
  return { do: 'copy', from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '/' };
}

/** Lines that end with a backslash go on; comments between them are left out. */
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

/** `["sh", "-c", "…"]`, or a line for the shell. */
function wordsOf(text: string): string[] {
  if (!text.startsWith('[')) return ['/bin/sh', '-c', text];
  const words: unknown = parseJson(text);
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words;
  throw refused(`CMD ${text}`);
}

const refused = (what: string): AppError =>
  new AppError('config', `A Containerfile is built with Apptainer without ${what}.`, {
    hint: 'Build it with Podman or Docker, and take the image over: `apptainer build NEW.sif docker-archive:FILE.tar`.',
  });
