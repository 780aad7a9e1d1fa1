import { join, resolve } from 'node:path';
import { defaultPlaces, imageDirsOf } from '../../places';

type Env = Record<string, string | undefined>;

/** The folder of the images that the app builds and fetches. */
export const imageStore = (env: Env): string => join(defaultPlaces(env).cacheDir, 'apptainer');

/**
 * The folders in which images are found by name: the app's own, those in the environment, those in the settings; each once.
 * @param named the folders of the settings
 */
export const imagePlaces = (env: Env, named: readonly string[]): string[] => [
  ...new Set([imageStore(env), ...imageDirsOf(env), ...named].map((dir) => resolve(dir))),
];

/** Encode and decode a reference as a file name. Colons and slashes have a meaning in Apptainer's paths. */
export const fileNameOf = (reference: string): string => reference.replaceAll('/', '+').replaceAll(':', '=');
export const referenceOf = (fileName: string): string => fileName.replaceAll('+', '/').replaceAll('=', ':');
