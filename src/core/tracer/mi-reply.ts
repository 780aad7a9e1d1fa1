import { AppError } from '@shared/model/app-error';
import { DEEPEST_DATA } from '@shared/model/json';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';

/** Parses lttng's machine interface (`--mi xml`): version 4.1 in LTTng 2.13. Later versions add elements, which are ignored. */
const parser = new XMLParser({
  maxNestedTags: DEEPEST_DATA,
  ignoreAttributes: true,
  parseTagValue: false,
  removeNSPrefix: true,
  isArray: (name) => ['session', 'domain', 'channel', 'event'].includes(name),
});

/**
 * A counter of lost events or packets. If the counter of a stream decreases, which happened in a recording of 1 GB, the
 * consumer daemon mistakes that for an overflow and adds 2^63 (2.13, src/common/consumer/consumer-stream.c: 1 <<
 * (CAA_BITS_PER_LONG - 1) beside the difference). Removing that bit corrects the sum.
 */
const count = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform((digits) => Math.max(0, Number(BigInt.asIntN(63, BigInt(digits)))));
/** The parser returns an empty string for an empty element. */
const list = <S extends z.ZodType>(key: string, item: S) =>
  z.union([
    z.literal('').transform((): z.output<S>[] => []),
    z.object({ [key]: z.array(item) }).transform((value) => value[key] ?? []),
  ]);

const channelSchema = z.object({
  name: z.string(),
  attributes: z.object({ discarded_events: count.optional(), lost_packets: count.optional() }),
});
const domainSchema = z.object({ type: z.string(), channels: list('channel', channelSchema).optional() });
const sessionSchema = z.object({
  name: z.string(),
  path: z.string().optional(),
  enabled: z.string().optional(),
  domains: list('domain', domainSchema).optional(),
});
const replySchema = z.object({
  command: z.object({
    name: z.string(),
    output: z.union([z.literal(''), z.object({ sessions: list('session', sessionSchema).optional() })]).optional(),
  }),
});

export interface SessionFacts {
  name: string;
  path: string;
  discardedEvents: number;
  lostPackets: number;
}

/**
 * The sessions in the reply to `list` or `list SESSION`. Only the latter contains counters.
 * @throws AppError `command` when it is not the machine interface's XML
 */
export function parseSessions(xml: string): SessionFacts[] {
  const parsed = replySchema.safeParse(safeXml(xml));
  if (!parsed.success) throw notTheInterface(xml, parsed.error);
  const { output } = parsed.data.command;
  const sessions = output === '' || output === undefined ? [] : (output.sessions ?? []);
  return sessions.map((session) => {
    const channels = (session.domains ?? []).flatMap((domain) => domain.channels ?? []);
    const sum = (of: 'discarded_events' | 'lost_packets'): number =>
      channels.reduce((total, channel) => total + (channel.attributes[of] ?? 0), 0);
    return {
      name: session.name,
      path: session.path ?? '',
      discardedEvents: sum('discarded_events'),
      lostPackets: sum('lost_packets'),
    };
  });
}

const eventsSchema = list('event', z.object({ name: z.string() }));
const eventReplySchema = z.object({
  command: z.object({
    output: z.union([
      z.literal(''),
      z.object({
        /** System calls are here, tracepoints in their domain. */
        events: eventsSchema.optional(),
        domains: list('domain', z.object({ events: eventsSchema.optional() })).optional(),
      }),
    ]),
  }),
});

/**
 * The names of events in the reply to `list --kernel` and `list --kernel --syscall`, each once, in alphabetical order.
 * @throws AppError `command` when it is not the machine interface's XML
 */
export function parseEventNames(xml: string): string[] {
  const parsed = eventReplySchema.safeParse(safeXml(xml));
  if (!parsed.success) throw notTheInterface(xml, parsed.error);
  const { output } = parsed.data.command;
  if (output === '') return [];
  const events = [...(output.events ?? []), ...(output.domains ?? []).flatMap((domain) => domain.events ?? [])];
  return [...new Set(events.map(({ name }) => name))].sort();
}

const notTheInterface = (xml: string, cause: unknown): AppError =>
  new AppError('command', 'The reply of lttng does not follow its machine interface.', {
    detail: xml.slice(0, 2000),
    cause,
  });

function safeXml(xml: string): unknown {
  // Validate first: the parser accepts truncated XML.
  const valid = XMLValidator.validate(xml);
  if (valid !== true)
    throw new AppError('command', `The reply of lttng is not valid XML: ${valid.err.msg}`, {
      detail: xml.slice(0, 2000),
    });
  try {
    return parser.parse(xml);
  } catch (error) {
    throw notTheInterface(xml, error);
  }
}
