import { join } from 'node:path';

/** The only folder of an installed package that its polkit action names (packaging/polkit). */
export const INSTALLED_TREE = '/usr/lib/containers-trace';

/**
 * The program that pkexec starts from an installed package. pkexec finds the action by this literal path; the program passes on
 * nothing but the meeting folder and the caller's uid.
 */
export const START_HELPER = join(INSTALLED_TREE, 'start-helper');

/** Printed by START_HELPER as the first line, so that an end of pkexec is distinguished from an end of the helper. */
export const HELPER_STARTED = 'STARTED\n';

/** Whether runtime and app are those that START_HELPER starts. Both paths are real ones, without links. */
export const isInstalledTree = (runtime: string, appRoot: string): boolean =>
  runtime === join(INSTALLED_TREE, 'electron') && appRoot === join(INSTALLED_TREE, 'resources/app');
