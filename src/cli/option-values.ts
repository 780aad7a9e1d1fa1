import { AppError } from '@shared/model/app-error';

/** @throws AppError `config` that names the option */
export function numberOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new AppError('config', `${option} takes a number, not ${JSON.stringify(text)}.`);
  return value;
}

const UNITS: Record<string, number> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** A size in bytes, with k, m or g behind it. @throws AppError `config` that names the option */
export function bytesOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d+)([kmg]?)$/i.exec(text);
  if (!match) throw new AppError('config', `${option} takes bytes with k, m or g, not ${JSON.stringify(text)}.`);
  return Number(match[1]) * (UNITS[(match[2] ?? '').toLowerCase()] ?? 1);
}

/** Sub-buffers of each processor, `8x1024`; which counts and sizes LTTng takes is the request's schema's affair. */
export function buffersOf(text: string | undefined, option: string): { count: number; sizeKiB: number } | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d+)x(\d+)$/.exec(text);
  if (!match) throw new AppError('config', `${option} takes COUNTxKIB, 8x1024 for one, not ${JSON.stringify(text)}.`);
  return { count: Number(match[1]), sizeKiB: Number(match[2]) };
}

/** For options that may be given several times. */
export const collect = (value: string, before: string[] = []): string[] => [...before, value];
