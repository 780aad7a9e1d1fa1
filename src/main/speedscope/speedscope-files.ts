import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { Session } from 'electron';

/** Never resolved: the session's https requests are answered here. RFC 6761 reserves the top-level domain. */
const HOST = 'speedscope.invalid';
export const SPEEDSCOPE_URL = `https://${HOST}/index.html`;
export const PROFILE_URL = `https://${HOST}/profile.speedscope.json`;

/** speedscope sets style attributes, draws its icons from data, and reads one of its formats by WebAssembly. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

/**
 * Answers every request of a session: the files of speedscope, and one profile. Requests to anywhere else are refused, so nothing
 * reaches the network. speedscope loads profiles over http and https only, so https is answered instead of a scheme of our own.
 * @param speedscopeDir the built files of speedscope
 */
export function serveSpeedscope(session: Session, speedscopeDir: string, profilePath: string): void {
  session.webRequest.onBeforeRequest((details, decide) => {
    const { protocol, host } = new URL(details.url);
    decide({ cancel: !(protocol === 'blob:' || protocol === 'data:' || (protocol === 'https:' && host === HOST)) });
  });
  session.protocol.handle('https', async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host !== HOST || request.method !== 'GET') return new Response(null, { status: 403 });
    if (request.url === PROFILE_URL) return answer(await streamOf(profilePath), '.json');
    const name = pathname.slice(1);
    if (!/^[\w.-]+$/.test(name)) return new Response(null, { status: 404 });
    const content = await readFile(join(speedscopeDir, name)).catch(() => null);
    return content ? answer(new Uint8Array(content), extname(name)) : new Response(null, { status: 404 });
  });
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
}

const answer = (content: BodyInit, extension: string): Response =>
  new Response(content, {
    headers: {
      'Content-Type': TYPES[extension] ?? 'application/octet-stream',
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
    },
  });

async function streamOf(path: string): Promise<ReadableStream> {
  await stat(path);
  return Readable.toWeb(createReadStream(path)) as ReadableStream;
}
