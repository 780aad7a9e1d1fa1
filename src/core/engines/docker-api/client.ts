import type { Agent } from 'node:http';
import Docker from 'dockerode';

/**
 * A client of the API on a unix socket, with nothing from this process's environment. docker-modem reads DOCKER_HOST in its
 * constructor, mixes the host, port, protocol and certificates of a remote one into a client that was given a socket, and
 * throws for an address or a certificate that it cannot read (docker-modem 5, lib/modem.js, `defaultOpts`). Without DOCKER_HOST it
 * reads no other variable. The constructor runs to its end before anything else can look at the environment.
 * @param agent holds its connections; left out: Node's own
 */
export function socketClient(socketPath: string, agent?: Agent): Docker {
  const host = process.env['DOCKER_HOST'];
  delete process.env['DOCKER_HOST'];
  try {
    const docker = new Docker({ socketPath });
    if (agent) Object.assign(docker.modem, { agent }); // an option of docker-modem that the types lack
    return docker;
  } finally {
    if (host !== undefined) process.env['DOCKER_HOST'] = host;
  }
}
