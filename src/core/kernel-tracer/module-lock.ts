import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Whether the kernel loads only modules that are signed with a trusted key, and whether it trusts the key of dkms.
 * `open`: it loads any module · `trusted`: the key of dkms is enrolled · `untrusted`: it is not · `no-key`: dkms has no key
 */
export interface ModuleLock {
  state: 'open' | 'trusted' | 'untrusted' | 'no-key';
  /** Whether Secure Boot is on. The kernel can require signatures for another reason. */
  secureBoot: boolean;
  /** Path of the certificate that dkms signs with, relative to the inspected root, with a leading slash. */
  certificate: string | null;
}

/** Firmware variables, whose GUIDs are fixed by the UEFI specification and by shim. */
const SECURE_BOOT = 'sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c';
const ENROLLED_KEYS = 'sys/firmware/efi/efivars/MokListRT-605dab50-e046-4300-abb6-3dd810dd8b23';
/** Bytes of attributes before the value of a variable in efivarfs. */
const ATTRIBUTES = 4;

/** The certificate of dkms, in DER format: Ubuntu's path first, then the default path. */
const CERTIFICATES = ['var/lib/shim-signed/mok/MOK.der', 'var/lib/dkms/mok.pub'];

export async function readModuleLock(root: string): Promise<ModuleLock> {
  const [secureBootValue, lockdown, enforced, enrolled, ...certificates] = await Promise.all([
    bytesOf(join(root, SECURE_BOOT)),
    textOf(join(root, 'sys/kernel/security/lockdown')),
    textOf(join(root, 'sys/module/module/parameters/sig_enforce')),
    bytesOf(join(root, ENROLLED_KEYS)),
    ...CERTIFICATES.map((path) => bytesOf(join(root, path))),
  ]);
  const secureBoot = secureBootValue?.[ATTRIBUTES] === 1;
  const place = certificates.findIndex((one) => one !== undefined);
  const certificate = CERTIFICATES[place];
  const path = certificate === undefined ? null : `/${certificate}`;
  if (!isStrict({ secureBoot, lockdown, enforced })) return { state: 'open', secureBoot, certificate: path };
  const key = certificates[place];
  if (!key || path === null) return { state: 'no-key', secureBoot, certificate: null };
  return { state: enrolled?.includes(key) ? 'trusted' : 'untrusted', secureBoot, certificate: path };
}

/** `none [integrity] confidentiality`: lockdown refuses unsigned modules, kernel_lockdown(7). If its state is unknown, Secure Boot decides. */
function isStrict(of: { secureBoot: boolean; lockdown?: string | undefined; enforced?: string | undefined }): boolean {
  if (of.enforced === 'Y') return true;
  return of.lockdown === undefined ? of.secureBoot : !of.lockdown.includes('[none]');
}

const bytesOf = (path: string): Promise<Buffer | undefined> => readFile(path).catch(() => undefined);
const textOf = async (path: string): Promise<string | undefined> => (await bytesOf(path))?.toString('utf8').trim();
