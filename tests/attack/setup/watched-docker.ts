import { rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { clearSystemDocker, SYSTEM_DOCKER } from '../../setup/system-docker-socket';
import { world } from '../../setup/world-state';
import { listening } from './meeting-folder';

/** A proxy at the path of root's Docker socket. It records every request and forwards it to the world's daemon. */
export interface WatchedDocker {
  /** Method, path and body of every call. */
  calls: { method: string; path: string; body: unknown }[];
  close(): Promise<void>;
}

/** @throws Error if another Docker is already there */
export async function watchDocker(): Promise<WatchedDocker> {
  clearSystemDocker();
  const calls: WatchedDocker['calls'] = [];
  const server = createServer((incoming, reply) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.once('end', () => {
      const { method = '', url = '', headers } = incoming;
      const body = Buffer.concat(chunks);
      calls.push({ method, path: url, body: body.length > 0 ? JSON.parse(body.toString('utf8')) : undefined });
      const passed = request({ socketPath: world().docker.socket, method, path: url, headers }, (answer) => {
        reply.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(reply);
      });
      passed.once('error', () => reply.destroy());
      reply.once('close', () => passed.destroy());
      passed.end(body);
    });
  });
  await listening(server, SYSTEM_DOCKER);
  return {
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          rmSync(SYSTEM_DOCKER, { force: true });
          resolve();
        });
      }),
  };
}

const ID = '[0-9a-f]{64}';
const OF_CONTAINER = new RegExp(
  `^/containers/${ID}/(?:json|start|wait|stop\\?t=\\d+|attach\\?stream=1&stdout=1&stderr=1)$`,
);
const CREATE = /^\/containers\/create\?name=ct-\d{8}-\d{6}-[0-9a-f]{6}-\d+$/;
const REMOVE = new RegExp(`^/containers/${ID}\\?force=1&v=1$`);
const LIST = /^\/containers\/json\?all=1&filters=(.*)$/;
/** The allowed fields of the create call. Those of HostConfig are checked separately. */
const FIELDS = [
  'Image',
  'Cmd',
  'Entrypoint',
  'Env',
  'Labels',
  'AttachStdin',
  'AttachStdout',
  'AttachStderr',
  'Tty',
  'HostConfig',
];

/** Returns why no verb needs this engine call; undefined if one does. Written independently of the product's code. */
export function whyNotAsked({ method, path, body }: WatchedDocker['calls'][number], uid: number): string | undefined {
  const shown = `${method} ${path} ${JSON.stringify(body)?.slice(0, 2000)}`;
  if (method === 'POST' && CREATE.test(path)) return isPlainContainer(body, uid) ? undefined : shown;
  if (method === 'DELETE') return REMOVE.test(path) ? undefined : shown;
  const filters = LIST.exec(path)?.[1];
  if (method === 'GET' && filters !== undefined) {
    const own = new RegExp(`^\\{"label":\\["containers-trace\\.helper=${uid}/[0-9a-f]{12}"\\]\\}$`);
    return own.test(decodeURIComponent(filters)) ? undefined : shown;
  }
  return ['GET', 'POST'].includes(method) && OF_CONTAINER.test(path) ? undefined : shown;
}

/** Allows image, arguments and environment, and from the host only one file of the helper's folder, read-only. */
function isPlainContainer(body: unknown, uid: number): boolean {
  const requested = body as Record<string, unknown>;
  const { Mounts, CapDrop, SecurityOpt, ...more } = requested['HostConfig'] as {
    Mounts: Record<string, unknown>[];
    CapDrop: string[];
    SecurityOpt: string[];
  };
  const labels = requested['Labels'] as Record<string, string>;
  return (
    Object.keys(requested).every((name) => FIELDS.includes(name)) &&
    Object.keys(more).length === 0 &&
    // Always required: without the first, a container can create a device of the host's disk.
    CapDrop.includes('MKNOD') &&
    SecurityOpt.includes('no-new-privileges') &&
    SecurityOpt.every((option) => ['no-new-privileges', 'label=disable'].includes(option)) &&
    Object.keys(labels).sort().join() === 'containers-trace.helper,containers-trace.run' &&
    labels['containers-trace.helper']?.startsWith(`${uid}/`) === true &&
    Mounts.length <= 1 &&
    Mounts.every(
      (mount) =>
        mount['Type'] === 'bind' &&
        mount['ReadOnly'] === true &&
        /^\/run\/containers-trace\/[0-9a-f]{12}\/\d+$/.test(String(mount['Source'])) &&
        /^\/var\/run\/lttng\/lttng-ust-sock-(?:8|11)$/.test(String(mount['Target'])),
    )
  );
}
