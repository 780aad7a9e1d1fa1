/** What sets how much Apptainer says: the variables of its options, and the level that they end in (apptainer(1), tried with 1.4.5). */
const LEVEL = /^(APPTAINER|SINGULARITY)_(DEBUG|VERBOSE|QUIET|SILENT|MESSAGELEVEL)$/;

/**
 * The environment without those variables. Apptainer's messages are read (launch.ts), and with more than `--quiet` leaves they
 * appear among the program's output.
 */
export const withPlainMessages = (
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> => Object.fromEntries(Object.entries(env).filter(([name]) => !LEVEL.test(name)));
