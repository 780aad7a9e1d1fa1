import { AppError } from '@shared/model/app-error';
import { BUILD_ID_ARGUMENT, BUILD_LABEL } from '../images/stage-leftovers';
import type { ClientOptions } from './client-options';
import { instructionsOf } from './containerfile';
import { neededBy, type Stage, stagesOf } from './stages';

/** Where the wrapper is in the stages that run commands. The parent folder exists in every image that can run a compiler. */
export const TOOLS_FOLDER = '/usr/lib/containers-trace-build';
/** The stage with the wrapper's reports of all other stages. */
export const REPORT_STAGE = 'containers-trace-report';

/** Clang has no program to replace: it reads this variable (clang/tools/driver, `applyOverrideOptions`). `#` prints nothing. */
const CLANG_OPTIONS = '# +-finstrument-functions-after-inlining +-Qunused-arguments';
/** Targets whose C library has no hooks. */
const WITHOUT_HOOKS = /alpine|musl|bpf/i;

export interface InstrumentedFile {
  /** The user's file, with lines inserted after each FROM. */
  build: string;
  /** The same with one more stage, REPORT_STAGE. */
  report: string;
  /** Whether the wrapper's files are in the resulting image, and must be removed. */
  leavesTools: boolean;
  /** Stages whose calls of clang are instrumented. */
  clangStages: string[];
}

/**
 * Inserts what instruments the compilers of each stage. Nothing of it is in the image's configuration but the label: an ARG is set
 * for RUN alone.
 * @param tools reference of the image with the wrapper
 * @throws AppError `config` for a file without a stage, for an unknown target, or if no needed stage runs a command
 */
export function insertInstrumentation(
  text: string,
  { buildId, tools, options }: { buildId: string; tools: string; options: ClientOptions },
): InstrumentedFile {
  const stages = stagesOf(instructionsOf(text), options.buildArgs);
  const target = targetOf(stages, options.target);
  const withTools = (stage: Stage | undefined): boolean =>
    stage !== undefined && (stage.runs || (stage.parent !== undefined && withTools(stages[stage.parent])));
  const reporting = [...neededBy(stages, target.index)].flatMap((index) => stages[index] ?? []).filter(withTools);
  if (reporting.length === 0)
    throw new AppError('config', 'No stage of the Containerfile runs a command, so nothing is compiled.', {
      hint: 'Select the Containerfile that compiles the program.',
    });
  const lines = text.split('\n');
  const usesClang = (stage: Stage): boolean => stage.runs && stage.namesClang && !WITHOUT_HOOKS.test(text);
  const inserted = (stage: Stage): string[] => [
    `ARG ${BUILD_ID_ARGUMENT}`,
    `LABEL ${BUILD_LABEL}=${buildId}`,
    ...(stage.runs ? [`COPY --from=${tools} / ${TOOLS_FOLDER}/`, `ARG COMPILER_PATH=${TOOLS_FOLDER}`] : []),
    ...(stage.runs ? ['ARG CCACHE_DISABLE=1'] : []), // a cache would get instrumented objects
    ...(usesClang(stage) ? [`ARG CCC_OVERRIDE_OPTIONS="${CLANG_OPTIONS}"`] : []),
  ];
  for (const stage of [...stages].reverse()) lines.splice(stage.bodyLine, 0, ...inserted(stage));
  const build = `${lines.join('\n').replace(/\n*$/, '')}\n`;
  const report = [
    `FROM scratch AS ${REPORT_STAGE}`,
    `LABEL ${BUILD_LABEL}=${buildId}`,
    ...reporting.map(({ index, name }) => `COPY --from=${name} ${TOOLS_FOLDER}/report /${index}/`),
  ];
  return {
    build,
    report: `${build}\n${report.join('\n')}\n`,
    leavesTools: withTools(target),
    clangStages: reporting.filter(usesClang).map(({ name }) => name),
  };
}

function targetOf(stages: readonly Stage[], name: string | undefined): Stage {
  const found =
    name === undefined
      ? stages.at(-1)
      : stages.find((stage) => stage.name === name.toLowerCase() || String(stage.index) === name);
  if (found) return found;
  if (name === undefined)
    throw new AppError('config', 'The Containerfile has no FROM, so it is not the recipe of an image.', {
      hint: 'Select a Dockerfile or Containerfile.',
    });
  throw new AppError('config', `The Containerfile has no stage ${name}.`, {
    hint: `Its stages are ${stages.map((stage) => stage.name).join(', ')}.`,
  });
}
