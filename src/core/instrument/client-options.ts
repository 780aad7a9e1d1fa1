import { AppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';

/** What this app reads of the user's options for `podman build` or `docker build`. The engine gets all of them. */
export interface ClientOptions {
  words: readonly string[];
  target: string | undefined;
  buildArgs: ReadonlyMap<string, string>;
}

/** Options that this app sets itself, or that would take the result away from it. */
const OURS: Record<string, string> = {
  '-t': 'The name of the image is set by the app.',
  '--tag': 'The name of the image is set by the app.',
  '-f': 'The Containerfile is set by the app.',
  '--file': 'The Containerfile is set by the app.',
  '-o': 'The result must be an image of the engine.',
  '--output': 'The result must be an image of the engine.',
  '--push': 'The result must be an image of the engine.',
  '--manifest': 'The result must be an image of the engine.',
  '--squash': 'The steps of the build are needed to read what was instrumented.',
  '--squash-all': 'The steps of the build are needed to read what was instrumented.',
  '--no-cache': 'The build never uses earlier results.',
  '--layers': 'The steps of the build are needed to read what was instrumented.',
  '--pull': 'The compiler wrapper is an image of this engine alone. Pull the base image before.',
  '-q': 'The output is needed to follow the build.',
  '--quiet': 'The output is needed to follow the build.',
};

/** @throws AppError `config` for an option that the app sets itself, and for a word that is not an option */
export function clientOptions(words: readonly string[], env: NodeJS.ProcessEnv = process.env): ClientOptions {
  const buildArgs = new Map<string, string>();
  let target: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [name = '', ...rest] = word.split('=');
    const reason = OURS[name] ?? OURS[/^-[tfoq]./.test(word) ? word.slice(0, 2) : ''];
    if (reason !== undefined) throw refused(name, reason);
    if (name === '--target' || name === '--build-arg') {
      const value = rest.length > 0 ? rest.join('=') : (words[++at] ?? '');
      if (name === '--target') target = value;
      else {
        const [key = '', ...values] = value.split('=');
        const given = values.length > 0 ? values.join('=') : env[key];
        if (given !== undefined) buildArgs.set(key, given);
      }
    }
  }
  return { words, target, buildArgs };
}

const refused = (name: string, reason: string): AppError =>
  new AppError('config', `The build option ${oneLine(name)} cannot be used. ${reason}`, { hint: 'Omit this option.' });
