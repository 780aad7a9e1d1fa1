import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gateBase64 } from 'virtual:gate';
import type { PayloadFacts } from '@shared/payload/payload-facts';
import { compareReleases } from '@shared/payload/release';
import { GATE_FILE } from '@shared/tracing/gate';
import { ustOf } from '../images/ust-in-image';
import { LIBRARY_FOLDERS } from '../tracer/host-preloads';
import { type MachineLibrary, type MachineTracer, machineTracer } from './machine-libraries';

/** The payload of this machine and the contents of its files. */
export interface MachinePayload {
  facts: PayloadFacts;
  contents: ReadonlyMap<string, Buffer>;
}

/** Licences of the files, from the sources of lttng-ust 2.13, liburcu 0.13 and numactl 2.0. */
const LICENCES: readonly [RegExp, string][] = [
  [/^libcontainers-trace-/, 'MIT'],
  [/^liblttng-ust/, 'LGPL-2.1-only'],
  [/^liburcu/, 'LGPL-2.1-or-later'],
  [/^libnuma/, 'LGPL-2.1-only'],
];

const GATE = { name: GATE_FILE, source: 'Containers Trace', content: Buffer.from(gateBase64, 'base64') };

/** Debian's package list contains the release of LTTng-UST, and the library does not. */
const PACKAGES = '/var/lib/dpkg/status';

let known: { key: string; payload: Promise<MachinePayload | null> } | undefined;

/** The tracer that this machine can lend to containers; null without a complete one. Reads the files again after an upgrade. */
export function machinePayload(): Promise<MachinePayload | null> {
  const key = LIBRARY_FOLDERS.map(identityOfTracer).join(' ');
  if (known?.key !== key) known = { key, payload: payloadIn(LIBRARY_FOLDERS) };
  return known.payload;
}

const identityOfTracer = (folder: string): string =>
  [1, 0]
    .map((soname) => {
      const facts = statSync(join(folder, `liblttng-ust.so.${soname}`), { throwIfNoEntry: false });
      return facts ? `${facts.ino}:${facts.ctimeMs}` : '';
    })
    .join(',');

/** As machinePayload. @param folders folders of libraries */
export async function payloadIn(folders: readonly string[]): Promise<MachinePayload | null> {
  const tracer = await machineTracer(folders);
  const glibc = tracer && newestGlibc(tracer.libraries);
  if (!tracer || glibc === undefined) return null;
  const ust = await ustFacts(tracer);
  if (!ust) return null;
  const libraries = [...tracer.libraries, GATE].sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = libraries.map(({ name, source, content }) => ({
    name,
    source,
    sha256: createHash('sha256').update(content).digest('hex'),
    sizeBytes: content.length,
    licence: LICENCES.find(([pattern]) => pattern.test(name))?.[1] ?? null,
  }));
  const id = createHash('sha256').update(JSON.stringify(files.map(({ name, sha256 }) => [name, sha256])));
  const { soname, preloads } = tracer;
  const { machine, bits } = tracer.ust;
  return {
    facts: { id: id.digest('hex').slice(0, 16), ust, soname, glibc, machine, bits, preloads, files },
    contents: new Map(libraries.map(({ name, content }) => [name, content])),
  };
}

/** The newest `GLIBC_2.34` of all files; undefined if no file requires one. */
function newestGlibc(libraries: readonly MachineLibrary[]): string | undefined {
  const releases = libraries
    .flatMap(({ versions }) => versions)
    .flatMap((version) => /^GLIBC_(\d{1,3}(?:\.\d{1,3}){1,2})$/.exec(version)?.[1] ?? []);
  return releases.sort(compareReleases).at(-1);
}

/** The facts of an image with this one library. */
async function ustFacts({ ust: { source, name, content } }: MachineTracer): Promise<PayloadFacts['ust'] | null> {
  const library = join(source, '..', name);
  const packages = await readFile(PACKAGES).catch(() => undefined);
  return ustOf({
    files: new Set([library]),
    links: new Map(),
    contents: new Map([[library, content], ...(packages ? [[PACKAGES, packages] as const] : [])]),
  });
}
