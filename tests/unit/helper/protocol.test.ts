import { requestSchema, valueSchemas } from '@shared/privilege/protocol';
import { describe, expect, it } from 'vitest';

const RUN = '20260131-235959-0a1b2c';
const SESSION = `ct-${RUN}-k`;
const ID = 'a'.repeat(64);
const trace = (command: object): object => ({ id: 1, verb: 'trace', command });
const create = (fields: object = {}): object => ({
  id: 1,
  verb: 'container-create',
  engine: 'docker',
  runId: RUN,
  repetition: 1,
  image: 'localhost/demo:1',
  command: ['ls', '-la'],
  env: [{ name: 'LD_PRELOAD', value: 'liblttng-ust-cyg-profile.so.1' }],
  ...fields,
});
const accepts = (request: object): boolean => requestSchema.safeParse(request).success;

describe('requests that the helper accepts', () => {
  it.each([
    { id: 1, verb: 'hello', protocol: 1 },
    { id: 2, verb: 'ensure-daemon' },
    trace({ verb: 'create-session', session: SESSION, output: '/home/a b/traces/x/kernel-session' }),
    trace({ verb: 'enable-kernel-events', session: SESSION, channel: 'kernel', what: 'syscall', patterns: ['*'] }),
    trace({ verb: 'list-kernel-events', what: 'tracepoint' }),
    create(),
    create({ socket: { path: '/run/user/1000/ct-abcdef/d/.lttng/lttng-ust-sock-8', name: 'lttng-ust-sock-8' } }),
    { id: 3, verb: 'container-stop', container: ID, graceS: 3 },
    { id: 0x7fff_ffff, verb: 'bye' },
  ])('%j', (request) => {
    expect(accepts(request)).toBe(true);
  });
});

describe('requests that the helper refuses', () => {
  it.each([
    ['a verb that is not in the table', { id: 1, verb: 'exec', command: ['id'] }],
    ['an array', [1, 2]],
    ['no number', { verb: 'status' }],
    ['a number that is none', { id: 1.5, verb: 'status' }],
    ['the number 0', { id: 0, verb: 'status' }],
    ['a field too many', { id: 1, verb: 'status', path: '/etc' }],
    ['another protocol', { id: 1, verb: 'hello', protocol: 2 }],
    ['a field too many within', trace({ verb: 'start', session: SESSION, output: '/etc' })],
    ['a session of another name', trace({ verb: 'start', session: 'auto-20260131-235959' })],
    ["a session of userspace's", trace({ verb: 'start', session: `ct-${RUN}` })],
    [
      "userspace's domain",
      trace({ verb: 'add-contexts', domain: 'userspace', session: SESSION, channel: 'kernel', contexts: [] }),
    ],
    [
      "userspace's channel",
      trace({ verb: 'add-contexts', domain: 'kernel', session: SESSION, channel: 'userspace', contexts: [] }),
    ],
    [
      "userspace's events",
      trace({ verb: 'enable-events', session: SESSION, channel: 'kernel', rule: { pattern: '*' }, patterns: ['*'] }),
    ],
    ['an option for a session', trace({ verb: 'start', session: '--all' })],
    ['an option behind a session', trace({ verb: 'start', session: `${SESSION}\n--all` })],
    [
      'an option for an event',
      trace({
        verb: 'enable-kernel-events',
        session: SESSION,
        channel: 'kernel',
        what: 'syscall',
        patterns: ['--all'],
      }),
    ],
    [
      'a shell in an event',
      trace({
        verb: 'enable-kernel-events',
        session: SESSION,
        channel: 'kernel',
        what: 'syscall',
        patterns: ['$(id)'],
      }),
    ],
    ['a relative output', trace({ verb: 'create-session', session: SESSION, output: 'x' })],
    ['an output that climbs', trace({ verb: 'create-session', session: SESSION, output: '/home/../etc' })],
    ['an output elsewhere', trace({ verb: 'create-session', session: SESSION, output: 'net://127.0.0.1' })],
    ['an output of two lines', trace({ verb: 'create-session', session: SESSION, output: '/home/x\n/etc' })],
    ['an engine of the user', create({ engine: 'podman' })],
    ['an option for an image', create({ image: '--privileged' })],
    ['mounts', create({ volumes: [{ source: '/', target: '/host', readOnly: false }] })],
    ['labels', create({ labels: {} })],
    ['a name', create({ name: 'x' })],
    ['privileges', create({ HostConfig: { Privileged: true } })],
    ['NUL in a word', create({ command: ['a\u0000b'] })],
    ['a variable that is none', create({ env: [{ name: 'A=B', value: '' }] })],
    ['a field too many in a variable', create({ env: [{ name: 'A', value: '', secret: true }] })],
    ["another socket than the tracer's", create({ socket: { path: '/run/docker.sock', name: 'docker.sock' } })],
    ['a container by its name', { id: 1, verb: 'container-remove', container: 'postgres' }],
    ['a container by a path', { id: 1, verb: 'container-remove', container: '../images/x' }],
    ['a grace of a day', { id: 1, verb: 'container-stop', container: ID, graceS: 86_400 }],
  ])('%s', (_name, request) => {
    expect(accepts(request)).toBe(false);
  });

  it('inherited properties are ignored', () => {
    expect(accepts(JSON.parse('{"__proto__":{"id":1,"verb":"stop"}}'))).toBe(false);
    expect(accepts(JSON.parse('{"id":1,"verb":"constructor"}'))).toBe(false);
  });
});

it('every verb has an answer of its own', () => {
  const verbs = requestSchema.options.map((option) => option.shape.verb.value);
  expect(Object.keys(valueSchemas)).toEqual(verbs);
});
