import Docker from 'dockerode';

/**
 * A client of the API on a unix socket, with nothing from this process's environment. docker-modem reads DOCKER_HOST in its
 * constructor, mixes the host, port, protocol and certificates of a remote one into a client that was given a socket, and
 * throws for an address or a certificate that it cannot read (docker-modem 5, lib/modem.js, `defaultOpts`). Without DOCKER_HOST it
 * reads no other variable. The constructor runs to its end before anything else can look at the environment.
 */
export function socketClient(socketPath: string): Docker {
  const host = process.env['DOCKER_HOST'];
  delete process.env['DOCKER_HOST'];
  try {
    return new Docker({ socketPath });
  } finally {
    if (host !== undefined) process.env['DOCKER_HOST'] = host;
  }
}
