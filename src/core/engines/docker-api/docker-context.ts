import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { MIB } from '@shared/model/units';
import { z } from 'zod';
import { homeFolder } from '../../user-account';

type Env = Readonly<Record<string, string | undefined>>;

/** Both files have some hundred bytes, but config.json is longer when it contains credentials. */
const LONGEST_FILE_BYTES = 4 * MIB;
const LONGEST_NAME = 256;
const LONGEST_HOST = 4096;

const configSchema = z.object({ currentContext: z.string().max(LONGEST_NAME).optional() });
const metaSchema = z.object({
  Endpoints: z.object({ docker: z.object({ Host: z.string().max(LONGEST_HOST).default('') }) }),
});

export interface DockerContext {
  name: string;
  /** The source of the name: the variable, or config.json. */
  setBy: 'DOCKER_CONTEXT' | 'config.json';
}

/**
 * The context that this user's `docker` command uses when DOCKER_HOST is not set: DOCKER_CONTEXT, else `currentContext` of
 * config.json (docs.docker.com, "Docker contexts"). Ignores a config.json that cannot be read, as the client does.
 * @returns undefined for Docker's own `default`
 */
export function chosenContext(env: Env): DockerContext | undefined {
  const named = env['DOCKER_CONTEXT'];
  const config = configSchema.safeParse(jsonOf(join(configFolder(env), 'config.json')));
  const name = named || (config.success ? config.data.currentContext : undefined);
  if (!name || name === 'default') return undefined;
  return { name, setBy: named ? 'DOCKER_CONTEXT' : 'config.json' };
}

/**
 * Reads the host of a context from contexts/meta/SHA256-OF-ITS-NAME/meta.json (docker/cli, cli/context/store).
 * @returns an AppError `config` for a context that does not exist or has no Docker endpoint
 */
export function contextHost(name: string, env: Env): string | AppError {
  const folder = createHash('sha256').update(name).digest('hex');
  const path = join(configFolder(env), 'contexts/meta', folder, 'meta.json');
  const meta = metaSchema.safeParse(jsonOf(path));
  if (meta.success) return meta.data.Endpoints.docker.Host.trim();
  return new AppError('config', `The Docker context ${JSON.stringify(name)} has no endpoint in ${path}.`, {
    hint: 'List your contexts with `docker context ls`, and select one with `docker context use NAME`.',
  });
}

/** Without a home folder there is no configuration, as for the docker command. */
function configFolder(env: Env): string {
  if (env['DOCKER_CONFIG']) return env['DOCKER_CONFIG'];
  try {
    return join(homeFolder(env), '.docker');
  } catch {
    return '/nonexistent/.docker'; // adduser(8) names a home folder that does not exist so
  }
}

/** @returns undefined for a file that is missing, unreadable, too long, or not JSON */
function jsonOf(path: string): unknown {
  try {
    const facts = statSync(path);
    if (!facts.isFile() || facts.size > LONGEST_FILE_BYTES) return undefined;
    return parseJson(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // the caller reports what is missing
  }
}
