export interface ExpectedEvent {
  id: string;
  name: string;
  /** The clock's value after the event's header; undefined without one. */
  clock: string | undefined;
  /** Scalars of both contexts and the payload as `name:value`, in the order of the data. */
  values: string[];
}

export interface ExpectedPacket {
  /** Position in bits. */
  at: number;
  contextValues: string[];
  /** Total size in bits; undefined if no field says it. */
  sizeBits: number | undefined;
  events: ExpectedEvent[];
}

export interface Expectation {
  packets: ExpectedPacket[];
  /** Where yactfr stops, in bits, how much the packet has left there, and why; null if it reads everything. */
  failure: { at: number; remaining: number; reason: string } | null;
}

const SCALARS = new Set(['FLUI', 'FLSI', 'FLBA', 'FLB', 'FLBM', 'FLFPN', 'VLUI', 'VLSI']);
const TEXTS = new Set(['NTS', 'SLS', 'DLS', 'SLB', 'DLB']);
/** Scopes as in libyactfr: the packet's context, the common context, the specific context and the payload. */
const PACKET_CONTEXT = '1';
const EVENT_SCOPES = ['3', '4', '5'];

/** Reads the elements that a test of yactfr expects. Elements that follow from others, like the structure's ends, are not kept. */
export function readExpectation(text: string): Expectation {
  const packets: ExpectedPacket[] = [];
  let failure: Expectation['failure'] = null;
  let scope = '';
  let clock: string | undefined;
  let event: ExpectedEvent | null = null;
  let open: { kind: string; name: string; text: string } | null = null;
  const stack: string[] = [];
  for (const line of text.split('\n')) {
    const [, bits, content] = /^\s*(\d+) +(.*)$/.exec(line) ?? [];
    if (content === undefined) continue;
    const packet = packets.at(-1);
    const values =
      scope === PACKET_CONTEXT ? packet?.contextValues : EVENT_SCOPES.includes(scope) ? event?.values : null;
    const [kind = '', ...fields] = content.replace(/ \{$/, '').split(':');
    const isOpening = content.endsWith('{');
    if (content === '}') {
      const closed = stack.pop();
      if (closed === 'SC') scope = '';
      if (closed === 'ER' && event !== null) packet?.events.push(event);
      if (closed === 'ER') event = null;
      if (open !== null && TEXTS.has(closed ?? '')) {
        values?.push(`${open.name}:${plainText(open.kind, open.text)}`);
        open = null;
      }
      continue;
    }
    if (isOpening) stack.push(kind);
    if (kind === 'P' && isOpening)
      packets.push({
        at: Number(bits),
        contextValues: [],
        sizeBits: undefined,
        events: [],
      });
    else if (kind === 'SC') scope = fields[0] ?? '';
    else if (kind === 'ER') {
      event = { id: '', name: '', clock: undefined, values: [] };
      clock = undefined;
    } else if (kind === 'DCV') {
      clock = fields[0];
      if (event !== null && scope === '2') event.clock = clock;
    } else if (kind === 'ERI' && event !== null) {
      event.id = (fields[0] ?? '').slice(1);
      event.name = (fields[1] ?? '').slice(1);
    } else if (kind === 'PI' && packet !== undefined) {
      const size = fields.find((field) => field.startsWith('T'));
      packet.sizeBits = size === undefined ? undefined : Number(size.slice(1));
    } else if (TEXTS.has(kind) && isOpening) open = { kind, name: fields[0] ?? '', text: '' };
    else if (kind === 'RD' && open !== null) open.text += content.split(':').slice(2).join(':');
    else if (SCALARS.has(kind)) values?.push(fields.length === 1 ? `:${fields[0]}` : fields.slice(0, 2).join(':'));
    else if (/^[A-Z][a-z]/.test(content)) {
      const remaining = Number(/\((\d+) bits? remaining/.exec(content)?.[1] ?? 0);
      failure = { at: Number(bits), remaining, reason: content };
    }
  }
  return { packets, failure };
}

/** A text as a reader shows it: without what follows its end. A blob is in hexadecimal digits. */
function plainText(kind: string, raw: string): string {
  const bytes = raw.replaceAll(/\$([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  if (kind === 'NTS') return bytes.replaceAll('\0', '');
  if (kind === 'SLS' || kind === 'DLS') return bytes.split('\0', 1)[0] ?? '';
  return raw;
}
