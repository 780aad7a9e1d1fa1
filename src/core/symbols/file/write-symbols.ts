import { gzipSync } from 'node:zlib';
import { ByteWriter } from './byte-writer';
import { writeLoads } from './directory-bytes';
import { FILE_GAPS, SYMBOL_BOUNDS, type TraceSymbols } from './symbol-file';
import { isStorable, packTable } from './table-bytes';

/** The first bytes. Like PNG's, they show when a program changed line ends or removed the eighth bit. */
export const SYMBOLS_MAGIC = Buffer.from('\x89CTS\r\n\x1a\n', 'latin1');
/** Increase it when the layout changes. Other versions are not read. */
export const SYMBOLS_VERSION = 1;

/**
 * The bytes of a symbol file: magic, version, length of the directory, directory, tables. Directory and tables are gzip, so
 * one table is read without unpacking the others. Tables beyond the bounds are left out as `unreadable`.
 */
export function symbolFileBytes({ image, loads, symbolsOf }: TraceSymbols): Buffer {
  const directory = new ByteWriter().text(image);
  writeLoads(loads, directory);
  const tables: Buffer[] = [];
  let bytes = 0;
  for (let file = 0; file < loads.files.length; file += 1) {
    const symbols = symbolsOf(file);
    const packed = 'table' in symbols && isStorable(symbols.table) ? packTable(symbols.table) : undefined;
    if ('table' in symbols && packed && bytes + packed.length <= SYMBOL_BOUNDS.fileBytes / 2) {
      directory.number(0).number(symbols.firstAddress).number(packed.length);
      tables.push(packed);
      bytes += packed.length;
    } else directory.number(1 + FILE_GAPS.indexOf('gap' in symbols ? symbols.gap : 'unreadable'));
  }
  const packedDirectory = gzipSync(directory.bytes);
  const head = new ByteWriter().raw(SYMBOLS_MAGIC).number(SYMBOLS_VERSION).number(packedDirectory.length);
  return Buffer.concat([head.bytes, packedDirectory, ...tables]);
}
