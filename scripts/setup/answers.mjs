// Checks whether an engine or a container registry responds, which files cannot show.
import { existsSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import path from 'node:path';
import { openCache } from './cache-folder.mjs';

const ENGINE_LIMIT_MS = 3_000;
const REGISTRY_LIMIT_MS = 5_000;
/** The registry of the base image of images/base, if the image can be pulled. */
const CONTAINER_REGISTRY = 'https://registry-1.docker.io/v2/';

/** Checks the socket, because a `docker` on PATH may be a client only: the daemon must be running and must grant access. */
export function dockerAnswers(env = process.env) {
  const host = (env.DOCKER_HOST || 'unix:///var/run/docker.sock').trim().replace(/^unix:\/\//, '');
  if (!/^\.?\//.test(host)) return Promise.resolve(false); // an address of another machine
  const request = { socketPath: host, path: '/_ping', timeout: ENGINE_LIMIT_MS };
  return answers(
    () => httpRequest(request),
    (status) => status === 200,
  );
}

/** Stores a positive result, because the check costs a round trip over the internet at each start. */
export async function containerRegistryAnswers() {
  const mark = path.join(openCache(), 'container-registry-answered');
  if (existsSync(mark)) return true;
  // The registry usually answers 401 first. Any answer means that images can be pulled.
  const answered = await answers(
    () => httpsRequest(CONTAINER_REGISTRY, { timeout: REGISTRY_LIMIT_MS }),
    (status) => status === 200 || status === 401,
  );
  if (answered) writeFileSync(mark, '');
  return answered;
}

/**
 * @param {() => import('node:http').ClientRequest} open
 * @param {(status: number) => boolean} isAnswer
 * @returns {Promise<boolean>} false if there is no answer, for any reason
 */
function answers(open, isAnswer) {
  return new Promise((resolve) => {
    const request = open();
    request.once('response', (response) => {
      response.resume();
      resolve(isAnswer(response.statusCode ?? 0));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
    request.once('close', () => resolve(false));
    request.end();
  });
}
