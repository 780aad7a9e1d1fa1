import type { Problem } from '@shared/images/problem';
import { type FoundFunction, probedFileSchema, type WatchedFunction } from '@shared/tracing/watched-function';
import { type NoProgram, readProgram } from './program-file';
import { type ContainerFiles, hostPathOf, programPath } from './program-places';
import { badPath, functionGap, noFunctions, noProgram, notInLayers } from './watched-texts';

/** The container that a recording will start. */
export interface WatchedContainer extends ContainerFiles {
  /** Name of the image, for messages. */
  image: string;
  /** The first word of the command with the entrypoint; empty if none is known. */
  command: string;
  /** `NAME=VALUE` of the image. */
  env: readonly string[];
}

export interface FoundFunctions {
  found: FoundFunction[];
  /** One for each function that cannot be watched. */
  problems: Problem[];
}

/** Finds watched functions in the files on this machine that the container will run. Reads each file once, and runs nothing. */
export function findWatched(watch: readonly WatchedFunction[], container: WatchedContainer): FoundFunctions {
  const found: FoundFunction[] = [];
  const problems: Problem[] = [];
  const programs = new Map<string, ReturnType<typeof readProgram>>();
  for (const { file, function: symbol } of watch) {
    const place = placeOf(file, container);
    if ('code' in place) {
      problems.push(place);
      continue;
    }
    const { hostPath, path } = place;
    const program = programs.get(hostPath) ?? readProgram(hostPath);
    programs.set(hostPath, program);
    const problem = isNoProgram(program) ? noFunctions(path, program) : functionGap(path, symbol, program);
    if (problem) problems.push(problem);
    else if (!found.some((one) => one.path === hostPath && one.symbol === symbol))
      found.push({ path: hostPath, symbol });
  }
  return {
    found,
    problems: problems.filter(({ message }, at) => problems.findIndex((one) => one.message === message) === at),
  };
}

const isNoProgram = (program: ReturnType<typeof readProgram>): program is NoProgram => typeof program === 'string';

/** The file of a watched function on this machine, and its path in the container. */
export function placeOf(
  file: string | undefined,
  container: WatchedContainer,
): { hostPath: string; path: string } | Problem {
  const path = file ?? programPath(container, container.command, container.env);
  if (path === undefined) return noProgram(container.image);
  const place = hostPathOf(container, path);
  if (typeof place === 'string') return notInLayers(path, container.image, place);
  return probedFileSchema.safeParse(place.hostPath).success ? { ...place, path } : badPath(place.hostPath);
}
