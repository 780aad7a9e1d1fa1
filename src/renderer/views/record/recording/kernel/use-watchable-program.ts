import type { Watchable, WatchableQuery } from '@shared/images/watchable';
import { watchableQuerySchema } from '@shared/images/watchable';
import { splitCommand } from '@shared/request/split-command';
import { watchedOfText } from '@shared/tracing/watched-function';
import { useEffect } from 'react';
import { useDraft } from '../../../../stores/draft';
import { readyEngine } from '../../../../stores/pick-engine';
import { useWatchable, watchableKey } from '../../../../stores/watchable';

/** A program is read when its name has not changed for this long. */
const READ_DELAY_MS = 400;

/** The functions of the program that a row names, or else of the program that the container starts; undefined until they are read. */
export function useWatchableProgram(row: string): Watchable | undefined {
  const query = useQuery(watchedOfText(row.trim()).file);
  const key = query === undefined ? '' : watchableKey(query);
  const answer = useWatchable((state) => state.answers[key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query
  useEffect(() => {
    if (query === undefined) return;
    const timer = setTimeout(() => void useWatchable.getState().ask(query), READ_DELAY_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return answer;
}

/** @returns undefined while the form names no image */
function useQuery(file: string | undefined): WatchableQuery | undefined {
  const { engine, image, command, entrypoint } = useDraft((state) => state.draft);
  return watchableQuerySchema.safeParse({
    engine: readyEngine(engine) ?? undefined,
    image: image.trim(),
    file,
    command: firstWord(command),
    entrypoint: firstWord(entrypoint),
  }).data;
}

function firstWord(line: string): string | undefined {
  const split = splitCommand(line);
  return 'argv' in split ? split.argv[0] : undefined;
}
