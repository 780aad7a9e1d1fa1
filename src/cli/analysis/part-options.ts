import { resolve } from 'node:path';
import type { PartOfTrace } from '@core/analysis/part-of-trace';
import { traceTimeOf } from '@shared/analysis/trace-time';
import { AppError } from '@shared/model/app-error';
import type { Command } from 'commander';

/** The options of a part of a trace. */
export interface PartOptions {
  from?: string;
  to?: string;
}

export const addPartOptions = (command: Command): Command =>
  command
    .option('--from <time>', 'begin of the part to read, since the begin of the trace: 1.5s, 200ms, or seconds')
    .option('--to <time>', 'end of the part to read');

/** @throws AppError `config` */
export function partOf({ from, to }: PartOptions): PartOfTrace {
  const fromNs = from === undefined ? undefined : traceTimeOf(from, '--from');
  const toNs = to === undefined ? undefined : traceTimeOf(to, '--to');
  if (toNs !== undefined && toNs <= (fromNs ?? 0)) throw new AppError('config', '--to must be later than --from.');
  return { fromNs, toNs };
}

/** @throws AppError `config` for anything but a whole number of at least 1 */
export function limitOf(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const limit = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (limit >= 1) return limit;
  throw new AppError('config', `--limit takes a whole number of at least 1, not ${JSON.stringify(text)}.`);
}

/** The option of a folder with symbols. */
export interface SymbolsOption {
  symbols?: string;
}

export const addSymbolsOption = (command: Command): Command =>
  command.option('--symbols <folder>', 'take missing names from programs, libraries and debug files in this folder');

/** Absolute, since the core does not know the working directory of the command. */
export const symbolsFolderOf = ({ symbols }: SymbolsOption): { symbolsFolder?: string } =>
  symbols === undefined ? {} : { symbolsFolder: resolve(symbols) };
