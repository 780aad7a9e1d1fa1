/** Variables that set how many messages Apptainer prints: those of its options, and the level (apptainer(1), tested with 1.4.5). */
const LEVEL = /^(APPTAINER|SINGULARITY)_(DEBUG|VERBOSE|QUIET|SILENT|MESSAGELEVEL)$/;

/**
 * The environment without those variables. launch.ts parses Apptainer's messages, and more messages than with `--quiet` would
 * appear in the program's output.
 */
export const withPlainMessages = (
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> => Object.fromEntries(Object.entries(env).filter(([name]) => !LEVEL.test(name)));
