import { expand, unquoted, type Values } from './argument-values';
import type { Instruction } from './containerfile';

/** A stage of a Containerfile: FROM and the instructions up to the next one. */
export interface Stage {
  index: number;
  /** Of `AS`, in small letters; else the index. */
  name: string;
  /** The image or stage of FROM, with arguments replaced where their values are known. */
  base: string;
  /** The earlier stage of FROM; undefined for an image. */
  parent: number | undefined;
  /** The earlier stages that it needs: its parent, and those from which it copies or mounts. */
  needs: number[];
  /** Whether it runs commands. */
  runs: boolean;
  /** Whether one of its instructions, or of its parents, names clang. */
  namesClang: boolean;
  /** Index of the line after FROM. */
  bodyLine: number;
}

const FROM = /^((?:--\S+\s+)*)(\S+)(?:\s+AS\s+(\S+))?\s*$/i;
const SOURCE = /(?:^|[\s,])(?:--)?from=("[^"]*"|'[^']*'|[^\s,]+)/g;

/**
 * Finds the stages and what they need of each other.
 * @param given values of build arguments
 */
export function stagesOf(instructions: readonly Instruction[], given: Values): Stage[] {
  const stages: Stage[] = [];
  const globals = new Map<string, string>();
  let values = new Map<string, string>();
  const stageOf = (name: string): number | undefined =>
    stages.findLast((stage) => stage.name === name.toLowerCase() || String(stage.index) === name)?.index;
  for (const { keyword, rest, endLine } of instructions) {
    const stage = stages.at(-1);
    if (keyword === 'ARG') {
      const target = stage ? values : globals;
      for (const [name, preset] of declared(rest)) {
        const value = given.get(name) ?? (preset === undefined ? globals.get(name) : expand(preset, target));
        if (value !== undefined) target.set(name, value);
      }
    } else if (keyword === 'FROM') {
      const [, , image = '', name] = FROM.exec(rest) ?? [];
      const base = expand(unquoted(image), globals) ?? image;
      const parent = stageOf(base);
      const index = stages.length;
      values = new Map();
      stages.push({
        index,
        name: name?.toLowerCase() ?? String(index),
        base,
        parent,
        needs: parent === undefined ? [] : [parent],
        runs: false,
        namesClang: /clang/i.test(base) || (parent !== undefined && stages[parent]?.namesClang === true),
        bodyLine: endLine,
      });
    } else if (stage) {
      if (keyword === 'RUN') stage.runs = true;
      if (/clang/i.test(rest)) stage.namesClang = true;
      if (keyword === 'COPY' || keyword === 'ADD' || keyword === 'RUN')
        for (const source of sourcesIn(keyword, rest)) {
          const needed = stageOf(expand(source, values) ?? source);
          if (needed !== undefined && needed !== stage.index) stage.needs.push(needed);
        }
    }
  }
  return stages;
}

/** The stage itself and all that it needs. */
export function neededBy(stages: readonly Stage[], target: number): Set<number> {
  const found = new Set<number>();
  const visit = (index: number): void => {
    if (found.has(index)) return;
    found.add(index);
    for (const needed of stages[index]?.needs ?? []) visit(needed);
  };
  visit(target);
  return found;
}

/** Sources of `COPY --from=` and of `RUN --mount=…,from=…`, which are flags before the command. */
function sourcesIn(keyword: string, rest: string): string[] {
  const flags = /^(?:--\S+\s+)*/.exec(rest)?.[0] ?? '';
  const relevant = flags.split(/\s+/).filter((flag) => (keyword === 'RUN' ? flag.startsWith('--mount=') : flag !== ''));
  return relevant.flatMap((flag) => [...flag.matchAll(SOURCE)].map(([, source = '']) => unquoted(source)));
}

/** The names of an ARG with their default values. */
function declared(rest: string): [name: string, preset: string | undefined][] {
  const words = rest.match(/[A-Za-z_][A-Za-z0-9_]*(?:=(?:"[^"]*"|'[^']*'|\S)*)?/g) ?? [];
  return words.map((word) => {
    const at = word.indexOf('=');
    return at === -1 ? [word, undefined] : [word.slice(0, at), unquoted(word.slice(at + 1))];
  });
}
