import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEventNames, parseSessions } from '@core/tracer/mi-reply';
import { AppError } from '@shared/model/app-error';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const sample = (name: string): string => readFileSync(join(import.meta.dirname, 'lttng-mi', name), 'utf8');
const channel = (counters: string): string => `<channel><name>c</name><attributes>${counters}</attributes></channel>`;
const reply = (sessions: string): string =>
  `<?xml version="1.0"?><command xmlns="x"><name>list</name><output><sessions>${sessions}</sessions></output></command>`;
const session = (name: string, domains: string): string =>
  `<session><name>${name}</name><path>/t</path><domains>${domains}</domains></session>`;

describe('the machine interface of lttng', () => {
  it('tells sessions and where they write', () => {
    expect(parseSessions(sample('list.xml'))).toEqual([
      { name: 'mi', path: '/home/user/traces/mi', discardedEvents: 0, lostPackets: 0 },
    ]);
  });

  it('tells the counters of one session', () => {
    expect(parseSessions(sample('list-session.xml'))).toEqual([
      { name: 'mi', path: '/home/user/traces/mi', discardedEvents: 3, lostPackets: 2 },
    ]);
  });

  it('is not what nests without an end', () => {
    const deep = `<?xml version="1.0"?><command>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</command>`;
    expect(() => parseSessions(deep)).toThrow(AppError);
  });

  it('has no session in an empty list', () => {
    expect(parseSessions(sample('list-empty.xml'))).toEqual([]);
    expect(parseSessions(reply(''))).toEqual([]);
  });

  it('adds up domains and channels, and takes what is not told for nothing lost', () => {
    const one = channel('<discarded_events>2</discarded_events><lost_packets>1</lost_packets>');
    const two = channel('<discarded_events>5</discarded_events>');
    const domains = [one + two, one].map((c) => `<domain><type>UST</type><channels>${c}</channels></domain>`).join('');
    expect(parseSessions(reply(session('a', domains) + session('b', '')))).toMatchObject([
      { name: 'a', discardedEvents: 9, lostPackets: 2 },
      { name: 'b', discardedEvents: 0, lostPackets: 0 },
    ]);
  });

  it('takes back the wrap-around that the consumer daemon saw in a counter', () => {
    const raw = channel('<discarded_events>9223372036856121317</discarded_events><lost_packets>0</lost_packets>');
    const domain = `<domain><type>UST</type><channels>${raw}</channels></domain>`;
    expect(parseSessions(reply(session('a', domain)))[0]?.discardedEvents).toBe(1345509);
  });

  it('passes over elements of later versions', () => {
    const later = sample('list-session.xml')
      .replace('<snapshot_mode>', '<trace_format><ctf_2/></trace_format><snapshot_mode>')
      .replace('<discarded_events>', '<watchdog_timer_interval>0</watchdog_timer_interval><discarded_events>');
    expect(parseSessions(later)[0]?.discardedEvents).toBe(3);
  });

  it('keeps a name that looks like a number as text', () => {
    expect(parseSessions(reply(session('0012', '')))[0]?.name).toBe('0012');
  });

  it.each(['', 'Error: no session daemon', '<command><name>list</name>', '<command/>', '<a><b></a>', '{}'])(
    'says that %j is not it',
    (xml) => {
      expect(() => parseSessions(xml)).toThrow(expect.objectContaining({ code: 'command' }));
    },
  );

  it('reads or refuses, and never fails otherwise', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '/', '&', 'a', '"', '=', '!', '-', '[', '?') }),
        (text) => {
          expect(() => parseSessions(reply(text))).not.toThrow(TypeError);
        },
      ),
    );
  });
});

describe('the names of kernel events', () => {
  const event = (name: string): string => `<event><name>${name}</name><type>x</type><enabled>true</enabled></event>`;
  const ofKernel = (output: string): string =>
    `<?xml version="1.0"?><command xmlns="https://lttng.org/xml/ns/lttng-mi"><name>list</name>${output}<success>true</success></command>`;

  it('are in their domain where they are tracepoints, each once and in order', () => {
    const events = ['sched_switch', 'irq_entry', 'sched_switch'].map(event).join('');
    const domain = `<domain><type>KERNEL</type><buffer_type>PER_PID</buffer_type><events>${events}</events></domain>`;
    const reply = ofKernel(`<output><domains>${domain}</domains></output>`);
    expect(parseEventNames(reply)).toEqual(['irq_entry', 'sched_switch']);
  });

  it('stand alone where they are system calls', () => {
    const reply = ofKernel(`<output><events>${event('write')}${event('read')}</events></output>`);
    expect(parseEventNames(reply)).toEqual(['read', 'write']);
  });

  it.each(['<output></output>', '<output><events></events></output>', '<output><domains></domains></output>'])(
    'are none in %s',
    (output) => {
      expect(parseEventNames(ofKernel(output))).toEqual([]);
    },
  );

  it.each(['', '<command/>', ofKernel('<output><events><event><type>x</type></event></events></output>')])(
    'are not in %j',
    (xml) => {
      expect(() => parseEventNames(xml)).toThrow(expect.objectContaining({ code: 'command' }));
    },
  );
});
