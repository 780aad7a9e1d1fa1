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
import { loadMiReply } from './load-mi-reply';
import { Tracer } from './tracer';

/** Readable for root only, on most machines. */
const AVAILABLE_EVENTS = '/sys/kernel/tracing/available_events';

interface KernelOffersDeps {
  cacheDir: string;
  helper: RootHelper;
  rootAccess(): Promise<RootAccess>;
}

/**
 * The events that this kernel offers. The source is the tracer if it can be asked without a password, else its cached answer
 * for this kernel, else the kernel's own list, else the names in the presets. Starts no process but lttng; never fails.
 */
export async function kernelOffers(deps: KernelOffersDeps): Promise<KernelOffers> {
  const offers = await askTracer(deps).catch(() => undefined); // no answer: use the next source
  if (offers) {
    await writeCache(deps.cacheDir, offers);
    return offers;
  }
  return (await readCache(deps.cacheDir)) ?? (await askKernel()) ?? PRESETS_OFFERS;
}

async function askTracer({ helper, rootAccess }: KernelOffersDeps): Promise<KernelOffers | undefined> {
  const { isRoot, daemon, group } = await rootAccess();
  const bySelf = daemon === 'running' && (isRoot || group === 'member');
  if (!bySelf && !helper.isUp) return undefined;
  const { parseEventNames } = await loadMiReply();
  const tracer = new Tracer(helper);
  const list = async (what: 'tracepoint' | 'syscall'): Promise<string[]> =>
    parseEventNames(
      await tracer.run({ kind: 'root', reach: bySelf ? 'self' : 'helper' }, { verb: 'list-kernel-events', what }),
    );
  const [tracepoints, syscalls] = await Promise.all([list('tracepoint'), list('syscall')]);
  return { tracepoints, syscalls, source: 'tracer' };
}

async function askKernel(): Promise<KernelOffers | undefined> {
  const text = await readFile(AVAILABLE_EVENTS, 'utf8').catch(() => '');
  const offers = offersOfAvailableEvents(text);
  return offers.tracepoints.length > 0 ? offers : undefined;
}

const fileOf = (cacheDir: string): string =>
  join(cacheDir, 'kernel-offers', `${release().replace(/[^\w.+-]/g, '_')}.json`);

async function readCache(cacheDir: string): Promise<KernelOffers | undefined> {
  try {
    const offers = kernelOffersSchema.parse(parseJson(await readFile(fileOf(cacheDir), 'utf8')));
    return { ...offers, source: 'remembered' };
  } catch {
    return undefined; // no cache yet, or an invalid one
  }
}

/** Writes the cache atomically, since another process may read it at any moment. Ignores errors: it is only a cache. */
async function writeCache(cacheDir: string, offers: KernelOffers): Promise<void> {
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
