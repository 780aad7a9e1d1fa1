import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { dirname, join } from 'node:path';
import { parseJson } from '@shared/model/json';
import type { RootAccess } from '@shared/privilege/level';
import {
  type KernelOffers,
  kernelOffersSchema,
  offersOfAvailableEvents,
  PRESETS_OFFERS,
} from '@shared/tracing/kernel-offers';
import type { RootHelper } from '../privilege/root-helper';
import { parseEventNames } from './mi-reply';
import { Tracer } from './tracer';

/** As root only, on most machines. */
const AVAILABLE_EVENTS = '/sys/kernel/tracing/available_events';

interface Surroundings {
  cacheDir: string;
  helper: RootHelper;
  rootAccess(): Promise<RootAccess>;
}

/**
 * What this kernel offers: from the tracer where it can be asked without a password, else what it said of this kernel before,
 * else from the kernel's own list, else the names that the presets hold. Starts nothing; never fails.
 */
export async function kernelOffers(around: Surroundings): Promise<KernelOffers> {
  const told = await askTracer(around).catch(() => undefined); // it does not answer: the next best is asked
  if (told) {
    await remember(around.cacheDir, told);
    return told;
  }
  return (await remembered(around.cacheDir)) ?? (await ofKernel()) ?? PRESETS_OFFERS;
}

async function askTracer({ helper, rootAccess }: Surroundings): Promise<KernelOffers | undefined> {
  const { isRoot, daemon, group } = await rootAccess();
  const bySelf = daemon === 'running' && (isRoot || group === 'member');
  if (!bySelf && !helper.isUp) return undefined;
  const tracer = new Tracer(helper);
  const list = async (what: 'tracepoint' | 'syscall'): Promise<string[]> =>
    parseEventNames(
      await tracer.run({ kind: 'root', reach: bySelf ? 'self' : 'helper' }, { verb: 'list-kernel-events', what }),
    );
  const [tracepoints, syscalls] = await Promise.all([list('tracepoint'), list('syscall')]);
  return { tracepoints, syscalls, source: 'tracer' };
}

async function ofKernel(): Promise<KernelOffers | undefined> {
  const text = await readFile(AVAILABLE_EVENTS, 'utf8').catch(() => '');
  const offers = offersOfAvailableEvents(text);
  return offers.tracepoints.length > 0 ? offers : undefined;
}

const fileOf = (cacheDir: string): string =>
  join(cacheDir, 'kernel-offers', `${release().replace(/[^\w.+-]/g, '_')}.json`);

async function remembered(cacheDir: string): Promise<KernelOffers | undefined> {
  try {
    const offers = kernelOffersSchema.parse(parseJson(await readFile(fileOf(cacheDir), 'utf8')));
    return { ...offers, source: 'remembered' };
  } catch {
    return undefined; // never asked, or cut: only a cache
  }
}

/** Whole or not at all: another process may read it at any moment. A cache that cannot be written is asked for anew. */
async function remember(cacheDir: string, offers: KernelOffers): Promise<void> {
  const file = fileOf(cacheDir);
  const draft = `${file}.${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(draft, JSON.stringify(offers));
    await rename(draft, file);
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
