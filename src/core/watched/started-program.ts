import type { ImageDetails } from '../engines/engine';

/** The first word of what a container runs: the entrypoint with the command, each of the request or else of the image. */
export const startedProgram = (
  { command, entrypoint }: { command: readonly string[]; entrypoint?: readonly string[] | undefined },
  details: Pick<ImageDetails, 'entrypoint' | 'command'>,
): string => [...(entrypoint ?? details.entrypoint), ...(command.length > 0 ? command : details.command)][0] ?? '';
