import { realpathSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** From the folder of Debian's program. */
const BRANDING = '../share/eclipse-tracecompass/plugins/org.eclipse.tracecompass.rcp.branding/META-INF/MANIFEST.MF';

/**
 * The version by the files beside the program: an Eclipse product names it in its features' folders, its own or, in
 * a distribution's package, below /usr/lib; `.eclipseproduct` is the platform's where both are there. Debian's has no
 * features, but the manifest of the product's branding.
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

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // it went away meanwhile
  }
}
