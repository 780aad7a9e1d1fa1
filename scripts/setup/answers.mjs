// Asks what a file cannot tell: does an engine, does a container registry answer?
import { existsSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import path from 'node:path';
import { openCache } from './cache-folder.mjs';

const ENGINE_LIMIT_MS = 3_000;
const REGISTRY_LIMIT_MS = 5_000;
/** Where the base image of images/base comes from when it can be pulled. */
const CONTAINER_REGISTRY = 'https://registry-1.docker.io/v2/';

/** A `docker` on PATH may be a bare client: only the socket knows whether a daemon is there and lets us in. */
export function dockerAnswers(env = process.env) {
  const host = (env.DOCKER_HOST || 'unix:///var/run/docker.sock').trim().replace(/^unix:\/\//, '');
  if (!/^\.?\//.test(host)) return Promise.resolve(false); // an address of another machine
  const request = { socketPath: host, path: '/_ping', timeout: ENGINE_LIMIT_MS };
  return answers(
    () => httpRequest(request),
    (status) => status === 200,
  );
}

/** Remembered once it did: asking costs a round trip over the internet at each start. */
export async function containerRegistryAnswers() {
  const mark = path.join(openCache(), 'container-registry-answered');
  if (existsSync(mark)) return true;
  // 401 is its usual first answer; whoever answers at all can be pulled from.
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
 * @returns {Promise<boolean>} no answer, for whatever reason, is false
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
