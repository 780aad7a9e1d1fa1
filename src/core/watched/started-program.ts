import type { ImageDetails } from '../engines/engine';

interface Words {
  command: readonly string[];
  entrypoint?: readonly string[] | undefined;
}
type OfImage = Pick<ImageDetails, 'entrypoint' | 'command'>;

/** What a container runs: the entrypoint with the command, each of the request or else of the image. */
export const startedCommand = ({ command, entrypoint }: Words, details: OfImage): string[] => [
  ...(entrypoint ?? details.entrypoint),
  ...(command.length > 0 ? command : details.command),
];

/** The first word of what a container runs. */
export const startedProgram = (words: Words, details: OfImage): string => startedCommand(words, details)[0] ?? '';
