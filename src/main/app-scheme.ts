import { join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { net, protocol, session } from 'electron';

/** The origin of the window's pages: a standard, secure scheme instead of file://. */
const PAGE_HOST = 'bundle';
export const PAGE_ORIGIN = `app://${PAGE_HOST}`;
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** Registers the scheme. Call it before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      // With a code cache the scripts of the page are compiled once, and not at each start.
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true },
    },
  ]);
}

/** Serves the built pages with the content security policy, and denies every permission except writing to the clipboard. */
export function serveAppScheme(pagesDir: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const path = normalize(join(pagesDir, decodeURIComponent(url.pathname)));
    // Compare the host, not the origin: for custom schemes Node returns the origin 'null'.
    if (url.host !== PAGE_HOST) return new Response(null, { status: 404 });
    if (!path.startsWith(pagesDir + sep)) return new Response(null, { status: 404 });
    const found = await net.fetch(pathToFileURL(path).toString());
    const headers = new Headers(found.headers);
    headers.set('Content-Security-Policy', POLICY);
    headers.set('X-Content-Type-Options', 'nosniff');
    return new Response(found.body, { status: found.status, headers });
  });
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) =>
    decide(mayHave(permission, requestingUrl)),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, origin));
}

/** Allows the app's own page to copy commands and reports after a click, and nothing else. The page never reads the clipboard. */
const mayHave = (permission: string, asking: string): boolean =>
  permission === 'clipboard-sanitized-write' && `${asking}/`.startsWith(`${PAGE_ORIGIN}/`);
