import { AppError } from '../../model/app-error';
import { GIB, MIB } from '../../model/units';
import type { CliCodec, OptionDefinition, OptionGroup, RawOptions } from './field';

/** `--max-size` of `--max-size <bytes>`. */
export const longNameOf = ({ flags }: OptionDefinition): string => /--[a-z-]+/.exec(flags)?.[0] ?? flags;

/** The attribute of commander for an option: `maxSize` for `--max-size`, `userspace` for `--no-userspace`. */
export const attributeOf = (option: OptionDefinition): string =>
  longNameOf(option)
    .slice(2)
    .replace(/^no-/, '')
    .replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** The text of an option that can be given once. */
export function textOf(raw: RawOptions, attribute: string): string | undefined {
  const value = raw[attribute];
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a repeatable option. */
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

/** An option with a text, which `read` converts. */
export const textOption = (
  group: OptionGroup,
  flags: string,
  help: string,
  read: Read<unknown> = (text) => text,
): CliCodec => single(group, flags, help, read);

export const numberOption = (group: OptionGroup, flags: string, help: string): CliCodec =>
  single(group, flags, help, numberOf);

/** An option with a size in bytes, with the suffix k, m or g. */
export const bytesOption = (group: OptionGroup, flags: string, help: string): CliCodec =>
  single(group, flags, help, bytesOf);

/** An option with the sub-buffers of each CPU, `8x1024`. */
export const buffersOption = (group: OptionGroup, flags: string, help: string): CliCodec =>
  single(group, flags, help, buffersOf);

/** A repeatable option. `read` converts each text. */
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

/** A flag, which sets the given value. */
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

/** Parses a size in bytes with the suffix k, m or g. @throws AppError `config` that names the option */
export function bytesOf(text: string, option: string): number {
  const match = /^(\d{1,15})([kmg]?)$/i.exec(text);
  if (!match) throw new AppError('config', `${option} takes bytes with k, m or g, not ${JSON.stringify(text)}.`);
  return Number(match[1]) * (BYTE_UNITS[(match[2] ?? '').toLowerCase()] ?? 1);
}

/** Checks only the form. The request's schema checks which counts and sizes LTTng accepts. */
function buffersOf(text: string, option: string): { count: number; sizeKiB: number } {
  const match = /^(\d{1,9})x(\d{1,9})$/.exec(text);
  if (!match)
    throw new AppError('config', `${option} takes COUNTxKIB, for example 8x1024, not ${JSON.stringify(text)}.`);
  return { count: Number(match[1]), sizeKiB: Number(match[2]) };
}
