import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeTree } from '../setup/remove-tree';
import { say, timed } from '../setup/say';
import { EventCounts } from './reading/event-counts';
import { readEvents } from './reading/read-events';
import { inVm } from './setup/in-vm';
import { answerPkexec, startPolkit, stopPolkit } from './setup/polkit';
import { getFolder } from './setup/transfer';

const RECORD = `
set -e
lttng --no-sessiond create hello --output="$HOME/hello"
lttng --no-sessiond enable-event --kernel --session=hello sched_switch
lttng --no-sessiond start hello
sh -c true
lttng --no-sessiond stop hello
lttng --no-sessiond destroy hello`;

const AS_ROOT = ['pkexec', '--disable-internal-agent', 'id', '--user'];

inVm('the virtual machine', (vm) => {
  let here = '';
  beforeAll(() => {
    here = mkdtempSync(join(tmpdir(), 'ct-vm-hello-'));
  });
  afterAll(() => removeTree(here));

  it('has a kernel that LTTng can trace, and the requirements of the product', async () => {
    await timed("load LTTng's modules", () => vm().must(['lttng-sessiond', '--daemonize']));
    const modules = await vm().must(['grep', '-c', '^lttng_', '/proc/modules']);
    expect(Number(modules)).toBeGreaterThan(35);
    for (const tool of ['lttng', 'babeltrace2', 'podman', 'crun', 'node', 'pkexec', 'dbus-daemon'])
      say(`${tool}: ${(await vm().must([tool, '--version'])).split('\n')[0]}`);
    say(`${modules.trim()} modules of LTTng on Linux ${vm().kernel}`);
  });

  it('lets a plain user of the group record the kernel into files of their own', async () => {
    await vm().must(RECORD, { user: 'tester' });
    expect(await vm().must(['find', '/home/tester/hello', '!', '-user', 'tester'])).toBe('');
    const refused = await vm().run(['lttng', '--no-sessiond', 'create', 'no'], { user: 'other' });
    expect(refused.exitCode).not.toBe(0);
    await timed('bring the trace out', () => getFolder(vm(), '/home/tester/hello', here));
    const counts = new EventCounts();
    expect(await readEvents(here, [counts.listen])).toBe('');
    expect(counts.byName.get('sched_switch')).toBeGreaterThan(10);
  });

  it('runs programs beside each other, gives them signals, and ends them in time', async () => {
    const waiting = vm().start(['sh', '-c', 'echo waits; exec sleep 1000'], { user: 'other' });
    await waiting.seen(/waits/);
    expect(await vm().must(['ps', '--no-headers', '-o', 'user,comm', String(await waiting.pid)])).toMatch(
      /^other +sleep/,
    );
    waiting.kill('SIGKILL');
    expect(await waiting.ended).toMatchObject({ exitCode: 137, stdout: 'waits\n' });
    await expect(vm().run(['sleep', '1000'], { timeoutMs: 250 })).rejects.toThrow(/did not end within 1 s/);
    expect(await vm().run('echo no >&2; exit 3')).toMatchObject({ exitCode: 3, stderr: 'no\n' });
  });

  it('makes a plain user root where polkit has a rule for it, and nobody else', async () => {
    await startPolkit(vm());
    expect((await vm().run(AS_ROOT, { user: 'other' })).exitCode).not.toBe(0);
    await answerPkexec(vm(), 'other', 'YES');
    expect(await vm().must(AS_ROOT, { user: 'other' })).toBe('0\n');
    expect((await vm().run(AS_ROOT, { user: 'tester' })).exitCode).not.toBe(0);
    await answerPkexec(vm(), 'other', 'NO');
    expect(await vm().run(AS_ROOT, { user: 'other' })).toMatchObject({ exitCode: 127, stdout: '' });
    await stopPolkit(vm());
    expect((await vm().run(AS_ROOT, { user: 'other' })).exitCode).not.toBe(0);
  });

  it('loses data that was not on the disk when the power is cut', async () => {
    await vm().must('mkdir -p ~/cut && echo kept >~/cut/kept && sync && echo lost >~/cut/lost', { user: 'tester' });
    const lost = vm().start(['sleep', '1000']);
    await timed('cut the power and boot again', () => vm().powerCut());
    await expect(lost.ended).rejects.toThrow('switched off');
    expect(await vm().must('cat ~/cut/kept; ls ~/cut', { user: 'tester' })).toMatch(/^kept\nkept\n/);
    expect(await vm().must('pgrep -c lttng-sessiond || true')).toBe('0\n');
  });
});
