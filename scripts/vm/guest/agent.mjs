// Runs programs in the guest for the driver on the host (tests/vm/setup): any number at once, over one virtio-serial port.
// A message is: length (4 bytes, big-endian, of what follows), kind (1 byte), program number (4 bytes), content.
// Host to guest: S start {argv, cwd, env, user}, I input, E end of input, K signal {name}.
// Guest to host: R ready {bootId, uptimeS, kernel}, P started {pid}, O output, X error output, D done {code, signal}.
import { spawn } from 'node:child_process';
import { readFileSync, write } from 'node:fs';
import { open } from 'node:fs/promises';

const [portPath] = process.argv.slice(2);
const running = new Map();

/** Frames go out one after the other; whoever writes waits until the port has taken its own. */
class FrameWriter {
  #fd;
  #last = Promise.resolve();
  constructor(fd) {
    this.#fd = fd;
  }
  send(kind, number, content) {
    const body = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
    const head = Buffer.alloc(9);
    head.writeUInt32BE(body.length + 5, 0);
    head.write(kind, 4, 'latin1');
    head.writeUInt32BE(number, 5);
    this.#last = this.#last.then(() => this.#writeAll(Buffer.concat([head, body])));
    return this.#last;
  }
  async #writeAll(bytes) {
    for (let at = 0; at < bytes.length; ) {
      at += await new Promise((resolve, reject) =>
        write(this.#fd, bytes, at, bytes.length - at, null, (error, count) => (error ? reject(error) : resolve(count))),
      );
    }
  }
}

function start(number, { argv, cwd, env, user }) {
  const account = accountOf(user);
  const become =
    user === 'root' ? [] : ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--init-groups', '--'];
  const [file, ...args] = [...become, ...argv];
  const child = spawn(file, args, {
    cwd: cwd ?? account.home,
    detached: true,
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      LANG: 'C.UTF-8',
      HOME: account.home,
      USER: user,
      LOGNAME: user,
      XDG_RUNTIME_DIR: `/run/user/${account.uid}`,
      ...env,
    },
  });
  const program = { child, input: Promise.resolve() };
  running.set(number, program);
  child.stdin.on('error', () => undefined); // it may end without reading
  if (child.pid !== undefined) void port.send('P', number, { pid: child.pid });
  const outputs = [relay(child.stdout, 'O', number), relay(child.stderr, 'X', number)];
  child.once('error', (error) => done(number, { code: 127, signal: null, error: error.message }));
  child.once('exit', async (code, signal) => {
    await Promise.all(outputs);
    done(number, { code, signal });
  });
}

async function relay(stream, kind, number) {
  for await (const chunk of stream) await port.send(kind, number, chunk);
}

function done(number, how) {
  if (running.delete(number)) void port.send('D', number, how);
}

function accountOf(user) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${user}:`));
  if (!line) throw new Error(`the guest has no user ${user}`);
  const [, , uid, gid, , home] = line.split(':');
  return { uid: Number(uid), gid: Number(gid), home };
}

async function take(kind, number, content) {
  if (kind === 'S') {
    start(number, JSON.parse(content.toString()));
    return;
  }
  const program = running.get(number);
  if (!program) return; // it has ended meanwhile
  if (kind === 'I') await fill(program.child.stdin, content);
  else if (kind === 'E') program.child.stdin.end();
  else if (kind === 'K') signal(program.child.pid, JSON.parse(content.toString()).name);
}

/** Reading goes on only when the program has room for more. */
function fill(stdin, content) {
  if (stdin.destroyed || stdin.write(content)) return undefined;
  return new Promise((resolve) => {
    stdin.once('drain', resolve);
    stdin.once('close', resolve);
  });
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

async function serve(handle) {
  let pending = Buffer.alloc(0);
  const chunk = Buffer.alloc(256 * 1024);
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
    // The host's side is not connected (any more).
    if (bytesRead === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    pending = Buffer.concat([pending, chunk.subarray(0, bytesRead)]);
    while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE(0)) {
      const end = 4 + pending.readUInt32BE(0);
      const message = pending.subarray(4, end);
      pending = pending.subarray(end);
      await take(message.toString('latin1', 0, 1), message.readUInt32BE(1), message.subarray(5));
    }
  }
}

const handle = await open(portPath, 'r+');
const port = new FrameWriter(handle.fd);
await port.send('R', 0, {
  bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
  uptimeS: Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]),
  kernel: readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim(),
});
await serve(handle);
