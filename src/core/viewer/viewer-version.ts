import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { realOf } from '../files/real-path';

/** Relative to the folder of the program in Debian's package. */
const BRANDING = '../share/eclipse-tracecompass/plugins/org.eclipse.tracecompass.rcp.branding/META-INF/MANIFEST.MF';

/**
 * Reads the version from the files of the installation. An Eclipse product has it in the names of its feature folders,
 * beside the program or below /usr/lib. Debian's package has no features, but a manifest of the product's branding.
 * `.eclipseproduct` is the last choice, since it can contain the version of the Eclipse platform.
 */
export async function viewerVersion(program: string): Promise<string | null> {
  const folder = dirname(realOf(program));
  for (const home of [folder, join(folder, '../lib/tracecompass'), join(folder, '../share/tracecompass')]) {
    const names = await readdir(join(home, 'features')).catch(() => []);
    const feature = names
      .map((name) => /^org\.eclipse\.tracecompass\.rcp_(\d+\.\d+\.\d+)/.exec(name)?.[1])
      .find(Boolean);
    if (feature) return feature;
  }
  const branding = await readFile(join(folder, BRANDING), 'utf8').catch(() => '');
  const branded = /^Bundle-Version:\s*(\d+\.\d+\.\d+)/m.exec(branding)?.[1];
  if (branded) return branded;
  const product = await readFile(join(folder, '.eclipseproduct'), 'utf8').catch(() => '');
  return /^id=.*tracecompass/m.test(product) ? (/^version=(\d+(?:\.\d+)+)/m.exec(product)?.[1] ?? null) : null;
}
