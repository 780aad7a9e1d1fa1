import { describe, expect, it } from 'vitest';
import { containerOf } from '../../analysis/sample-analysis';
import { kernel, type OnCpu, type Run, syscall, type Task, wake } from './written-kernel';
import { findingsOf, insightsOfLeaves, MS, PID_NS, textsOf } from './written-trace';

const api: Task = { tid: 101, vpid: 1, name: 'api' };
const db: Task = { tid: 201, vpid: 2, name: 'postgres', pidNs: PID_NS + 1 };
const containers = [containerOf({ name: 'api-1', pidNs: PID_NS }), containerOf({ name: 'db-1', pidNs: PID_NS + 1 })];

interface Conversation {
  requests?: number;
  /** Time of the server for an answer, of 10 ms from request to request. */
  answerMs?: number;
  connects?: boolean;
  /** Whether the wake-up comes after the call that sends, as that of an interrupt. */
  isInterrupt?: boolean;
  /** The call in which the client waits. */
  waitsIn?: string;
  server?: Task;
}

/** A client on CPU 0 asks a server on CPU 1 each 10 ms, and waits for each answer. */
function conversation(of: Conversation = {}) {
  const { requests = 10, answerMs = 8, connects = true, isInterrupt = false, waitsIn = 'recvfrom', server = db } = of;
  const endNs = (2 + requests * 10) * MS;
  const client: Run[] = [];
  const serving: Run[] = [{ task: server, from: 0, to: MS, end: 'sleeps' }];
  const further: OnCpu[] = [
    ...syscall(1, 'accept4', 0.2 * MS, 0.3 * MS),
    { cpu: 1, at: 0.9 * MS, event: { enters: 'recvfrom' } },
    ...(connects ? syscall(0, 'connect', 0.3 * MS, 0.4 * MS) : []),
  ];
  let from = 0;
  for (let n = 0; n < requests; n++) {
    const at = (2 + n * 10) * MS;
    const answer = at + answerMs * MS;
    client.push({ task: api, from, to: at + 0.3 * MS, end: 'sleeps' });
    serving.push({ task: server, from: at + 0.1 * MS, to: answer, end: 'sleeps' });
    further.push(
      ...syscall(0, 'sendto', at, at + 0.1 * MS),
      wake(0, at + 0.05 * MS, server),
      { cpu: 0, at: at + 0.2 * MS, event: { enters: waitsIn } },
      { cpu: 1, at: at + 0.15 * MS, event: { leaves: 'recvfrom', result: 10 } },
      ...syscall(1, 'sendto', answer - 0.3 * MS, answer - 0.2 * MS),
      wake(1, answer - (isInterrupt ? 0.15 : 0.25) * MS, api),
      { cpu: 1, at: answer - 0.1 * MS, event: { enters: 'recvfrom' } },
      { cpu: 0, at: answer, event: { leaves: waitsIn, result: 10 } },
    );
    from = answer - 0.1 * MS;
  }
  client.push({ task: api, from, to: endNs, end: 'sleeps' });
  return kernel({ runs: [client, serving], further, endNs });
}

const found = async (of?: Conversation, own = containers) =>
  findingsOf(await insightsOfLeaves([conversation(of)], { containers: own }), 'answered-by-another');

describe('answered by another', () => {
  it('is a client that waits for 10 answers of 7.45 ms each, and not the server that waits for its requests', async () => {
    const findings = await found();
    expect(textsOf(findings)).toEqual([
      'api waited 74.5 ms for answers of db-1. 76 % of 97.8 ms between its first request and its last answer, in 10 waits. The longest took 7.45 ms, until postgres answered.',
    ]);
    expect(findings[0]?.factor).toBeCloseTo(0.762 / 0.3, 2);
    expect(findings[0]?.place.toNs).toBeCloseTo((2 + 8 - 0.25) * MS);
  });

  it('is also one that waits in poll, and one without containers', async () => {
    expect(textsOf(await found({ waitsIn: 'poll' }))).toEqual([expect.stringContaining('74.5 ms for answers of db-1')]);
    expect(textsOf(await found({}, []))).toEqual([expect.stringContaining('74.5 ms for answers of postgres')]);
  });

  it.each([
    ['nothing says who connected', { connects: false }],
    ['an interrupt woke the client', { isInterrupt: true }],
    ['there are two answers', { requests: 2, answerMs: 9.5 }],
    ['the answers come after 1 ms', { answerMs: 1 }],
    ['the client sleeps for a time', { waitsIn: 'clock_nanosleep' }],
    ['both are of one container', { server: { ...db, pidNs: PID_NS } }],
  ])('is none where %s', async (_, of) => {
    expect(await found(of)).toEqual([]);
  });
});
