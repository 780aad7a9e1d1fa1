import {
  type Analysis,
  type DurationStats,
  type FunctionRow,
  type LossRow,
  type MemoryRow,
  type ProcessRow,
  type SyscallRow,
  THREAD_STATES,
  type ThreadRow,
} from '@reader/analysis/analysis';
import type { ColumnReader, ColumnWriter } from './column-bytes';

/** One field of all rows of a table. */
interface Column<T> {
  write(values: readonly T[], writer: ColumnWriter): void;
  read(reader: ColumnReader): T[];
}

type Table<Row> = { [Key in keyof Row]-?: Column<Row[Key]> };

const double: Column<number> = {
  write: (values, writer) => writer.numbers(Float64Array.from(values)),
  read: (reader) => [...reader.numbers(Float64Array)],
};

const text: Column<string> = {
  write: (values, writer) => writer.texts(values),
  read: (reader) => reader.texts(),
};

const address: Column<bigint> = {
  write: (values, writer) => writer.numbers(BigUint64Array.from(values)),
  read: (reader) => [...reader.numbers(BigUint64Array)],
};

const DOMAINS = ['userspace', 'kernel'] as const;

const domain: Column<(typeof DOMAINS)[number]> = {
  write: (values, writer) => writer.numbers(Uint8Array.from(values, (value) => DOMAINS.indexOf(value))),
  read: (reader) => Array.from(reader.numbers(Uint8Array), (value) => DOMAINS[value] ?? 'userspace'),
};

/** One number for each thread state, or none. */
const states: Column<Float64Array | null> = {
  write: (values, writer) => {
    writer.numbers(Uint8Array.from(values, (value) => (value === null ? 0 : 1)));
    writer.numbers(Float64Array.from(values.flatMap((value) => [...(value ?? [])])));
  },
  read: (reader) => {
    const has = reader.numbers(Uint8Array);
    const all = reader.numbers(Float64Array);
    let at = 0;
    return Array.from(has, (one) => {
      if (one === 0) return null;
      at += THREAD_STATES.length;
      return all.slice(at - THREAD_STATES.length, at);
    });
  },
};

const buckets: Column<Uint32Array> = {
  write: (values, writer) => {
    writer.numbers(Uint32Array.from(values, ({ length }) => length));
    const all = new Uint32Array(values.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const value of values) {
      all.set(value, at);
      at += value.length;
    }
    writer.numbers(all);
  },
  read: (reader) => {
    const lengths = reader.numbers(Uint32Array);
    const all = reader.numbers(Uint32Array);
    let at = 0;
    return Array.from(lengths, (length) => {
      at += length;
      return all.subarray(at - length, at);
    });
  },
};

const flag: Column<boolean> = {
  write: (values, writer) => writer.numbers(Uint8Array.from(values, Number)),
  read: (reader) => Array.from(reader.numbers(Uint8Array), (value) => value === 1),
};

/** As many numbers for each row. */
const curve: Column<Float64Array> = {
  write: (values, writer) => {
    writer.numbers(Float64Array.of(values.length));
    writer.numbers(Float64Array.from(values.flatMap((value) => [...value])));
  },
  read: (reader) => {
    const rows = reader.numbers(Float64Array)[0] ?? 0;
    const all = reader.numbers(Float64Array);
    if (rows > all.length) throw new RangeError('a curve has no values');
    const length = rows === 0 ? 0 : all.length / rows;
    return Array.from({ length: rows }, (_, row) => all.slice(row * length, (row + 1) * length));
  },
};

function table<Row extends object>(columns: Table<Row>): Column<Row> {
  const keys = Object.keys(columns) as (keyof Row)[];
  return {
    write: (rows, writer) => {
      for (const key of keys)
        columns[key].write(
          rows.map((row) => row[key]),
          writer,
        );
    },
    read: (reader) => {
      const read = keys.map((key) => [key, columns[key].read(reader)] as const);
      const count = read[0]?.[1].length ?? 0;
      if (read.some(([, values]) => values.length !== count)) throw new RangeError('the columns of a table differ');
      return Array.from({ length: count }, (_, row) => {
        const one: Partial<Row> = {};
        for (const [key, values] of read) one[key] = values[row] as Row[keyof Row];
        return one as Row;
      });
    },
  };
}

const stats = table<DurationStats>({
  count: double,
  totalNs: double,
  minNs: double,
  maxNs: double,
  maxAtNs: double,
  maxThread: double,
  buckets,
});

const TABLES = {
  threads: table<ThreadRow>({
    domain,
    pidNs: double,
    epoch: double,
    tid: double,
    vpid: double,
    process: double,
    name: text,
    events: double,
    firstNs: double,
    lastNs: double,
    statesNs: states,
    pageFaults: double,
  }),
  processes: table<ProcessRow>({ domain, pidNs: double, epoch: double, vpid: double, name: text }),
  functions: table<FunctionRow>({
    process: double,
    address,
    calls: stats,
    selfNs: double,
    totalNs: double,
    cut: double,
  }),
  syscalls: table<SyscallRow>({ process: double, name: text, calls: stats, failed: double, cut: double }),
  losses: table<LossRow>({
    leaf: double,
    stream: double,
    cpu: double,
    fromNs: double,
    toNs: double,
    events: double,
    packets: double,
  }),
  memory: table<MemoryRow>({
    process: double,
    allocations: double,
    releases: double,
    releasesWithoutAllocation: double,
    leastBytes: curve,
    mostBytes: curve,
    isComplete: flag,
  }),
};

interface Field<T> {
  write(value: T, writer: ColumnWriter): void;
  read(reader: ColumnReader): T;
}

type Fields = { [Key in keyof Analysis]: Field<Analysis[Key]> };

const scalar = {
  write: (value: number, writer: ColumnWriter): void => writer.numbers(Float64Array.of(value)),
  read: (reader: ColumnReader): number => reader.numbers(Float64Array)[0] ?? Number.NaN,
};

const FIELDS: Fields = {
  fromNs: scalar,
  toNs: scalar,
  eventCounts: { write: (value, writer) => writer.numbers(value), read: (reader) => reader.numbers(Float64Array) },
  bins: scalar,
  density: { write: (value, writer) => writer.numbers(value), read: (reader) => reader.numbers(Uint32Array) },
  ...TABLES,
  tree: {
    write: ({ parent, process, function: functions, count, totalNs, selfNs }, writer) => {
      for (const column of [parent, process, functions, count, totalNs, selfNs]) writer.numbers(column);
    },
    read: (reader) => ({
      parent: reader.numbers(Int32Array),
      process: reader.numbers(Uint32Array),
      function: reader.numbers(Uint32Array),
      count: reader.numbers(Float64Array),
      totalNs: reader.numbers(Float64Array),
      selfNs: reader.numbers(Float64Array),
    }),
  },
  exitsWithoutEntry: scalar,
};

const KEYS = Object.keys(FIELDS) as (keyof Analysis)[];

/** Writes each field of an analysis. The compiler asks for a new field. */
export function writeAnalysis(analysis: Analysis, writer: ColumnWriter): void {
  const write = <Key extends keyof Analysis>(key: Key): void => {
    const field: Field<Analysis[Key]> = FIELDS[key];
    field.write(analysis[key], writer);
  };
  for (const key of KEYS) write(key);
}

/** @throws RangeError for bytes that are not an analysis */
export function readAnalysis(reader: ColumnReader): Analysis {
  const analysis = Object.fromEntries(KEYS.map((key) => [key, FIELDS[key].read(reader)])) as unknown as Analysis;
  if (!reader.isAtEnd) throw new RangeError('there are more columns than an analysis has');
  return analysis;
}
