import type Docker from 'dockerode';

/** Podman's native API (Podman 4 and later), whose reply contains SELinux and the storage. The Docker-compatible reply does not. */
const INFO = '/v4.0.0/libpod/info';

/** Podman's settings. Rejects with the error of the connection, or for an older Podman. */
export function nativeInfo(docker: Docker): Promise<unknown> {
  const options = { path: INFO, method: 'GET', statusCodes: { 200: true, 404: 'no such answer', 500: 'server error' } };
  return new Promise<unknown>((resolve, reject) => {
    docker.modem.dial(options, (error: unknown, answer: unknown) => (error ? reject(error) : resolve(answer)));
  });
}
