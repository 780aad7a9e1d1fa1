import type { Problem } from '@shared/images/problem';
import { MOST_WATCHABLE, type Watchable, type WatchableQuery } from '@shared/images/watchable';
import { symbolNameSchema } from '@shared/tracing/watched-function';
import type { Engine } from '../engines/engine';
import { placeOf, type WatchedContainer } from './find-watched';
import { readProgram } from './program-file';
import { startedProgram } from './started-program';
import { functionGap, hiddenLayers, noFunctions } from './watched-texts';

/**
 * Lists the functions of a program of an image that can be watched, by name. Runs nothing of the image.
 * @throws AppError `missing` (no such image, engine down), `denied`, `cancelled`
 */
export async function watchableFunctions(
  engine: Engine,
  { image, file, command, entrypoint }: WatchableQuery,
  signal: AbortSignal,
): Promise<Watchable> {
  const layers = await engine.imageLayers(image, signal);
  if ('hidden' in layers) return none(file ?? null, hiddenLayers(layers.hidden));
  const details = await engine.inspectImage(image, signal);
  const words = {
    command: command === undefined ? [] : [command],
    entrypoint: entrypoint === undefined ? undefined : [entrypoint],
  };
  const container = {
    layers: layers.folders,
    volumes: [],
    image,
    command: startedProgram(words, details),
    env: details.env,
  };
  return functionsIn(container, file);
}

/** @param file path in the container; undefined: of the program that the container starts */
export function functionsIn(container: WatchedContainer, file: string | undefined): Watchable {
  const place = placeOf(file, container);
  if ('code' in place) return none(file ?? null, place);
  const program = readProgram(place.hostPath);
  if (typeof program === 'string') return none(place.path, noFunctions(place.path, program));
  const functions = [...program.functions]
    .filter(([name, point]) => point === 'possible' && symbolNameSchema.safeParse(name).success)
    .map(([name]) => name)
    .sort();
  if (functions.length === 0) return none(place.path, functionGap(place.path, 'main', program));
  return { file: place.path, functions: functions.slice(0, MOST_WATCHABLE), problem: null };
}

const none = (file: string | null, problem: Problem | undefined): Watchable => ({
  file,
  functions: [],
  problem: problem ? { message: problem.message, hint: problem.hint } : null,
});
