import { AppError } from '../../model/app-error';
import { GIB, MIB } from '../../model/units';
import type { CliCodec, OptionDefinition, OptionGroup, RawOptions } from './field';

/** `--max-size` of `--max-size <bytes>`. */
export const longNameOf = ({ flags }: OptionDefinition): string => /--[a-z-]+/.exec(flags)?.[0] ?? flags;

/** The attribute that commander(3) collects an option under: `maxSize` of `--max-size`, `userspace` of `--no-userspace`. */
export const attributeOf = (option: OptionDefinition): string =>
  longNameOf(option)
    .slice(2)
    .replace(/^no-/, '')
    .replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** The text of an option that is given once. */
export function textOf(raw: RawOptions, attribute: string): string | undefined {
  const value = raw[attribute];
  return typeof value === 'string' ? value : undefined;
}

/** The texts of an option that may be repeated. */
export function listOf(raw: RawOptions, attribute: string): readonly string[] {
  const value = raw[attribute];
  return Array.isArray(value) ? value : [];
}

type Read<T> = (text: string, option: string) => T;

function single<T>(group: OptionGroup, flags: string, help: string, read: Read<T>): CliCodec {
  const option = { flags, help };
  return {
    group,
    options: [option],
    read: (raw) => {
      const text = textOf(raw, attributeOf(option));
      return text === undefined ? undefined : read(text, longNameOf(option));
    },
  };
}

/** An option with a text that the request takes as it is, or as `read` makes of it. */
export const textOption = (
  group: OptionGroup,
  flags: string,
  help: string,
  read: Read<unknown> = (text) => text,
): CliCodec => single(group, flags, help, read);

export const numberOption = (group: OptionGroup, flags: string, help: string): CliCodec =>
  single(group, flags, help, numberOf);

/** Bytes, with k, m or g. */
export const bytesOption = (group: OptionGroup, flags: string, help: string): CliCodec =>
  single(group, flags, help, bytesOf);

/** Sub-buffers of each CPU, `8x1024`. */
export const buffersOption = (group: OptionGroup, flags: string, help: string): CliCodec =>
  single(group, flags, help, buffersOf);

/** An option that may be repeated; left out entirely, `read` gives `otherwise`. */
export function listOption(
  group: OptionGroup,
  flags: string,
  help: string,
  read: Read<unknown> = (text) => text,
): CliCodec {
  const option = { flags, help: `${help}; may be repeated`, repeats: true };
  return {
    group,
    options: [option],
    read: (raw) => {
      const texts = listOf(raw, attributeOf(option));
      return texts.length === 0 ? undefined : texts.map((text) => read(text, longNameOf(option)));
    },
  };
}

/** A flag: the value that it stands for when it is given. */
export function flagOption(group: OptionGroup, flags: string, help: string, value: unknown = true): CliCodec {
  const option = { flags, help };
  return { group, options: [option], read: (raw) => (raw[attributeOf(option)] === true ? value : undefined) };
}

/** @throws AppError `config` that names the option */
export function numberOf(text: string, option: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new AppError('config', `${option} takes a number, not ${JSON.stringify(text)}.`);
  return value;
}

const BYTE_UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: MIB, g: GIB };

/** A size in bytes, with k, m or g behind it. @throws AppError `config` that names the option */
export function bytesOf(text: string, option: string): number {
  const match = /^(\d{1,15})([kmg]?)$/i.exec(text);
  if (!match) throw new AppError('config', `${option} takes bytes with k, m or g, not ${JSON.stringify(text)}.`);
  return Number(match[1]) * (BYTE_UNITS[(match[2] ?? '').toLowerCase()] ?? 1);
}

/** Which counts and sizes LTTng takes is checked by the request's schema. */
function buffersOf(text: string, option: string): { count: number; sizeKiB: number } {
  const match = /^(\d{1,9})x(\d{1,9})$/.exec(text);
  if (!match)
    throw new AppError('config', `${option} takes COUNTxKIB, for example 8x1024, not ${JSON.stringify(text)}.`);
  return { count: Number(match[1]), sizeKiB: Number(match[2]) };
}
