import type { Fork, LoadedFile, LoadMap, Mapping, ProcessLoads } from '../loads/load-map';
import { type ByteReader, damagedSymbols } from './byte-reader';
import type { ByteWriter } from './byte-writer';
import { SYMBOL_BOUNDS } from './symbol-file';

const { MAX_SAFE_INTEGER } = Number;

/** Writes which files the processes had in memory. Times are whole nanoseconds; 0 for a mapping's length means without an end. */
export function writeLoads({ beginNs, files, processes, forks }: LoadMap, writer: ByteWriter): void {
  writer.text(beginNs.toString()).number(files.length);
  for (const file of files) writeFile(file, writer);
  writer.number(processes.length);
  for (const { pidNs, vpid, lists, mappings } of processes) {
    writer
      .number(pidNs)
      .number(vpid + 1)
      .number(lists)
      .number(mappings.length);
    let before = 0;
    for (const { file, base, fromNs, toNs } of mappings) {
      writer
        .number(file)
        .number(base)
        .number(fromNs - before);
      writer.number(Number.isFinite(toNs) ? toNs - fromNs + 1 : 0);
      before = fromNs;
    }
  }
  writer.number(forks.length);
  for (const { atNs, parent, child } of forks)
    for (const value of [atNs, parent.pidNs, parent.vpid + 1, child.pidNs, child.vpid + 1]) writer.number(value);
}

function writeFile({ path, buildId, memoryBytes, debugLink }: LoadedFile, writer: ByteWriter): void {
  writer
    .text(path)
    .text(buildId ?? '')
    .number(memoryBytes)
    .text(debugLink?.name ?? '')
    .number(debugLink?.crc ?? 0);
}

/** @throws AppError `config` for bytes that writeLoads does not write */
export function readLoads(reader: ByteReader): LoadMap {
  const begin = reader.text(32);
  if (!/^-?\d{1,30}$/.test(begin)) throw damagedSymbols('its begin is not a number');
  const files = many(reader, SYMBOL_BOUNDS.files, () => readFile(reader));
  let mappings = 0;
  const processes = many(reader, SYMBOL_BOUNDS.processes, (): ProcessLoads => {
    const process = readProcess(reader, files.length);
    mappings += process.mappings.length;
    if (mappings > SYMBOL_BOUNDS.mappings) throw damagedSymbols('it has too many mappings');
    return process;
  });
  const forks = many(reader, SYMBOL_BOUNDS.forks, (): Fork => {
    const atNs = reader.number(MAX_SAFE_INTEGER);
    return { atNs, parent: readIds(reader), child: readIds(reader) };
  });
  return { beginNs: BigInt(begin), files, processes, forks };
}

function readFile(reader: ByteReader): LoadedFile {
  const path = reader.text(SYMBOL_BOUNDS.pathBytes);
  const buildId = reader.text(SYMBOL_BOUNDS.buildIdChars);
  if (!/^([0-9a-f]{2})*$/.test(buildId)) throw damagedSymbols('a build id is not valid');
  const memoryBytes = reader.number(MAX_SAFE_INTEGER);
  const name = reader.text(SYMBOL_BOUNDS.pathBytes);
  const crc = reader.number(0xffffffff);
  return { path, buildId: buildId === '' ? null : buildId, memoryBytes, debugLink: name === '' ? null : { name, crc } };
}

const readIds = (reader: ByteReader): { pidNs: number; vpid: number } => ({
  pidNs: reader.number(SYMBOL_BOUNDS.pidNs),
  vpid: reader.number(SYMBOL_BOUNDS.vpid) - 1,
});

function readProcess(reader: ByteReader, files: number): ProcessLoads {
  const ids = readIds(reader);
  const lists = reader.number(MAX_SAFE_INTEGER);
  let before = 0;
  const mappings = many(reader, SYMBOL_BOUNDS.mappingsOfProcess, (): Mapping => {
    const file = reader.number(files - 1);
    const base = reader.number(MAX_SAFE_INTEGER);
    const fromNs = before + reader.number(MAX_SAFE_INTEGER - before);
    const length = reader.number(MAX_SAFE_INTEGER - fromNs);
    before = fromNs;
    return { file, base, fromNs, toNs: length === 0 ? Number.POSITIVE_INFINITY : fromNs + length - 1 };
  });
  return { ...ids, lists, mappings };
}

/** The number of items is at most that of the remaining bytes, so nothing is allocated because a file claims it. */
function many<T>(reader: ByteReader, most: number, read: () => T): T[] {
  return Array.from({ length: reader.count(most) }, read);
}
