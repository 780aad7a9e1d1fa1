import { ChildEnvironment } from '@core/process/child-environment';
import { exec } from '@core/process/exec';
import { toAppError } from '@shared/model/app-error';

/** One source of apt on this machine. */
export interface AptTarget {
  origin: string;
  label: string;
  site: string;
}

/**
 * Lines of apt sources for a Debian suite: from the mirrors that this machine's own apt uses, whatever its release; none
 * where it uses none (another distribution, no apt): mmdebstrap(1) then takes Debian's public ones, with updates and
 * security of a stable suite.
 */
export async function debianSources(suite: string, signal: AbortSignal): Promise<string[]> {
  return sourcesOf(suite, await aptTargets(signal));
}

export function sourcesOf(suite: string, targets: readonly AptTarget[]): string[] {
  const site = (label: string): string | undefined =>
    targets.find((target) => target.origin === 'Debian' && target.label === label)?.site.replace(/\/$/, '');
  const debian = site('Debian');
  if (!debian) return [];
  const security = site('Debian-Security');
  const lines = [`deb ${debian} ${suite} main`, `deb ${debian} ${suite}-updates main`];
  return security ? [...lines, `deb ${security} ${suite}-security main`] : lines;
}

/** See apt-get(8), indextargets; empty where there is no apt-get. */
async function aptTargets(signal: AbortSignal): Promise<AptTarget[]> {
  const args = ['indextargets', '--format', '$(ORIGIN)\t$(LABEL)\t$(SITE)', 'Created-By: Packages'];
  try {
    const { stdout } = await exec('apt-get', args, {
      env: ChildEnvironment.known({}, ['APT_CONFIG']),
      timeoutMs: 30_000,
      signal,
    });
    return stdout.split('\n').flatMap((line) => {
      const [origin, label, site] = line.split('\t');
      return origin && label && site ? [{ origin, label, site }] : [];
    });
  } catch (error) {
    if (toAppError(error).code === 'missing') return [];
    throw error;
  }
}

const AGE_CHECK = /^Acquire::Check-[A-Za-z-]{1,40} "(?:true|false)";$/;

/**
 * How strictly this machine's own apt takes the dates of a mirror's lists, as options of apt.conf(5): a mirror that keeps an
 * old state works for mmdebstrap(1), and later in the image, if it works here. Empty where there is no apt.
 */
export async function ageChecks(signal: AbortSignal): Promise<string[]> {
  try {
    return ageChecksOf(
      (
        await exec('apt-config', ['dump'], {
          env: ChildEnvironment.known({}, ['APT_CONFIG']),
          timeoutMs: 30_000,
          signal,
        })
      ).stdout,
    );
  } catch (error) {
    if (toAppError(error).code === 'missing') return [];
    throw error;
  }
}

/** @param dump of apt-config(8) */
export const ageChecksOf = (dump: string): string[] => dump.split('\n').filter((line) => AGE_CHECK.test(line));
