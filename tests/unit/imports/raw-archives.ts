import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as an attacker writes it: no library would. */
export interface RawEntry {
  name: string | Buffer;
  content?: Buffer | string;
  /** tar(5)'s type flag; `0` a file, `1` a hard link, `2` a symbolic one, `3` a device, `5` a folder, `6` a pipe. */
  type?: string;
  link?: string;
  /** What the header says instead of the truth. */
  saidBytes?: number;
  mode?: number;
  /** Zip alone: says that it is encrypted. */
  encrypted?: boolean;
}

const bytes = (value: Buffer | string = ''): Buffer => (typeof value === 'string' ? Buffer.from(value) : value);

/** A tar, byte by byte; names of more than 100 bytes get GNU's long-name header. */
export function rawTar(entries: readonly RawEntry[], { end = true } = {}): Buffer {
  const blocks = entries.flatMap((entry) => {
    const name = bytes(entry.name);
    const long =
      name.length > 100
        ? tarEntry({ name: '././@LongLink', type: 'L', content: Buffer.concat([name, Buffer.of(0)]) })
        : [];
    return [...long, ...tarEntry({ ...entry, name: name.subarray(0, 100) })];
  });
  return Buffer.concat([...blocks, ...(end ? [Buffer.alloc(1024)] : [])]);
}

function tarEntry({ name, content, type = '0', link = '', saidBytes, mode = 0o777 }: RawEntry): Buffer[] {
  const data = bytes(content);
  const header = Buffer.alloc(512);
  bytes(name).copy(header, 0);
  header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100, 'latin1');
  header.write('0000000\0', 108, 'latin1');
  header.write('0000000\0', 116, 'latin1');
  header.write(`${(saidBytes ?? data.length).toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.write('00000000000\0', 136, 'latin1');
  header.write('        ', 148, 'latin1');
  header.write(type, 156, 'latin1');
  header.write(link.slice(0, 100), 157);
  header.write('ustar\u000000', 257, 'latin1');
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return [header, data, Buffer.alloc((512 - (data.length % 512)) % 512)];
}

const UNIX_TYPES: Readonly<Record<string, number>> = {
  '0': 0o100000,
  '2': 0o120000,
  '3': 0o020000,
  '5': 0o040000,
  '6': 0o010000,
};

/** A zip, byte by byte, packed by deflate. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, content, type = '0', link = '', saidBytes, mode = 0o777, encrypted = false } of entries) {
    const data = type === '2' ? bytes(link) : bytes(content);
    const packed = deflateRawSync(data);
    const fileName = bytes(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE((encrypted ? 1 : 0) | 0x800, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE((saidBytes ?? data.length) % 2 ** 32, 18);
    facts.writeUInt16LE(fileName.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), facts, fileName, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((((UNIX_TYPES[type] ?? 0) | mode) << 16) >>> 0, 6);
    rest.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from('504b01021403', 'hex'), facts, rest, fileName]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  Buffer.from('504b0506', 'hex').copy(end);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}
