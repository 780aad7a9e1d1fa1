import { GIB, KIB, MIB } from '../model/units';

/** Separates thousands in sentences (narrow no-break space). The window replaces it by the separator of the locale. */
const GROUP_SPACE = '\u202f';

const grouped = (digits: string): string => digits.replaceAll(/\B(?=(\d{3})+$)/g, GROUP_SPACE);

/** A sentence with another separator of thousands. */
export const withGroups = (text: string, separator: string): string =>
  text.replaceAll(/(?<=\d)\u202f(?=\d{3})/g, separator);

/** `12 400` */
export const countText = (count: number): string => grouped(String(Math.round(count)));

/** `1 event`, `12 400 events` */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${Math.round(count) === 1 ? one : many}`;

/** Three digits at most: `41 %`, `3.2 %`. */
export const percentText = (share: number): string => `${(share * 100).toFixed(share < 0.0995 ? 1 : 0)} %`;

/** `91 ×`, `4.5 ×`, with three digits at most: `1 240 ×`. */
export function timesText(factor: number): string {
  const rounded = Number(factor.toPrecision(3));
  return `${rounded < 10 ? rounded.toFixed(1) : grouped(rounded.toFixed(0))} ×`;
}

/** Three digits: `88.0 MiB`, `1.42 GiB`. */
export function bytesText(bytes: number): string {
  const [size, unit] = bytes >= GIB ? [GIB, 'GiB'] : bytes >= MIB ? [MIB, 'MiB'] : [KIB, 'KiB'];
  const amount = bytes / size;
  return `${amount.toFixed(amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0)} ${unit}`;
}
