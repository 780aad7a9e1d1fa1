import type { Agent } from 'node:http';
import type Docker from 'dockerode';

/**
 * Creates a client of the API on a unix socket, independent of this process's environment. The constructor of docker-modem reads
 * DOCKER_HOST. It applies the host, port, protocol and certificates of a remote host even to a client with a socket, and throws for
 * an unreadable address or certificate (docker-modem 5, lib/modem.js, `defaultOpts`). It reads no other variable then. The
 * constructor is synchronous, so that no other code sees the changed environment.
 * @param agent manages the connections; default: Node's global agent
 */
export async function socketClient(socketPath: string, agent?: Agent): Promise<Docker> {
  const { default: Client } = await import('dockerode');
  const host = process.env['DOCKER_HOST'];
  delete process.env['DOCKER_HOST'];
  try {
    const docker = new Client({ socketPath });
    if (agent) Object.assign(docker.modem, { agent }); // an option of docker-modem that the types lack
    return docker;
  } finally {
    if (host !== undefined) process.env['DOCKER_HOST'] = host;
  }
}
