import { join, resolve } from 'node:path';
import { defaultPlaces, imageDirsOf } from '../../places';

type Env = Record<string, string | undefined>;

/** The folder of the app's own images: what is built and fetched. */
export const imageStore = (env: Env): string => join(defaultPlaces(env).cacheDir, 'apptainer');

/**
 * Where images are found by their names: the app's own folder, those that the environment names, those of the settings; each once.
 * @param named the folders of the settings
 */
export const imagePlaces = (env: Env, named: readonly string[]): string[] => [
  ...new Set([imageStore(env), ...imageDirsOf(env), ...named].map((dir) => resolve(dir))),
];

/** A reference as a file's name, and back: a colon or a slash in a path means something to Apptainer. */
export const fileNameOf = (reference: string): string => reference.replaceAll('/', '+').replaceAll(':', '=');
export const referenceOf = (fileName: string): string => fileName.replaceAll('+', '/').replaceAll('=', ':');
