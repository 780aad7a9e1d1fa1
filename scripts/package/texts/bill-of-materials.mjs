// The software bill of materials of a package, in CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): the whole lock file, since
// packages of the page are devDependencies that the build bundles, and Electron with what it contains.
import { createHash } from 'node:crypto';

/**
 * @typedef {{ version?: string | undefined, integrity?: string | undefined, license?: string | undefined }} LockEntry
 */

/**
 * @param {import('../release.mjs').Release} release
 * @param {Record<string, LockEntry>} packages of the lock file, by folder
 * @param {Record<string, string>} versions of Electron's parts (process.versions)
 * @param {readonly string[]} bundled the packages in the build, as NAME@VERSION
 * @returns {string}
 */
export function billOfMaterials(release, packages, versions, bundled) {
  const inBuild = new Set(bundled);
  const npm = Object.entries(packages)
    .filter(([folder]) => folder !== '')
    .map(([folder, entry]) => npmComponent(folder.replace(/^.*node_modules\//, ''), entry, inBuild));
  const once = new Map(npm.map((component) => [component['bom-ref'], component]));
  const runtime = Object.entries(versions)
    .filter(([name]) => !['electron', 'modules', 'napi'].includes(name))
    .map(([name, version]) => ({ type: 'library', 'bom-ref': `electron/${name}@${version}`, name, version }));
  const electron = {
    type: 'framework',
    'bom-ref': `pkg:npm/electron@${release.electron}`,
    name: 'electron',
    version: release.electron,
    purl: `pkg:npm/electron@${release.electron}`,
    licenses: [{ expression: 'MIT' }],
    components: runtime.sort(byReference),
  };
  once.delete(electron['bom-ref']);
  const components = [electron, ...[...once.values()].sort(byReference)];
  const metadata = {
    timestamp: new Date(release.epoch * 1000).toISOString(),
    component: { type: 'application', 'bom-ref': release.name, name: release.name, version: release.version },
  };
  const document = { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata, components };
  return `${JSON.stringify({ ...document, serialNumber: serialNumber(document) }, null, 1)}\n`;
}

function npmComponent(name, { version = '', integrity, license }, inBuild) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    // Everything else builds or tests the app.
    scope: inBuild.has(`${name}@${version}`) ? 'required' : 'excluded',
    purl,
    ...(license === undefined ? {} : { licenses: [{ expression: license }] }),
    ...(integrity === undefined ? {} : { hashes: integrity.split(' ').map(hash) }),
  };
}

/** An SRI hash, "sha512-BASE64", as CycloneDX writes it. */
function hash(integrity) {
  const [algorithm, base64] = integrity.split(/-(.*)/s);
  return { alg: algorithm.replace(/^sha/, 'SHA-'), content: Buffer.from(base64, 'base64').toString('hex') };
}

const byReference = (a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1);

/** A UUID of the content, so that two builds give the same document. Version 8 is for such schemes (RFC 9562). */
function serialNumber(document) {
  const hex = createHash('sha256').update(JSON.stringify(document)).digest('hex');
  const variant = ((Number.parseInt(hex[16], 16) & 3) | 8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
