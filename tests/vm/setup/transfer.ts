import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Vm } from './vm';

/** Brings files of this machine into a folder of the guest, where they belong to root. @param names below `from` */
export async function putFiles(vm: Vm, from: string, names: readonly string[], to: string): Promise<void> {
  await vm.must(['mkdir', '-p', to]);
  const pack = spawn('tar', ['-c', '-C', from, '--owner=0', '--group=0', '--exclude=*.map', '--', ...names], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const packed = exitOf(pack);
  await putStream(vm, ['tar', '-x', '-C', to, '--no-same-owner'], pack.stdout);
  await packed;
}

/** Gives a program in the guest a stream as its input. */
async function putStream(vm: Vm, argv: readonly string[], stream: Readable): Promise<void> {
  const program = vm.start(argv, { keepsInputOpen: true });
  for await (const chunk of stream) await vm.sendInput(program, Buffer.from(chunk));
  vm.endInput(program);
  const { exitCode, stderr } = await program.ended;
  if (exitCode !== 0) throw new Error(`${argv.join(' ')} in the guest ended with ${exitCode}: ${stderr}`);
}

/** Brings what lies in a folder of the guest into a folder of this machine, with owners and modes as they are there. */
export async function getFolder(vm: Vm, from: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  const unpack = spawn('tar', ['-x', '-C', to, '--numeric-owner', '--same-owner', '-p'], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const unpacked = exitOf(unpack);
  await vm.must(['tar', '-c', '-C', from, '--numeric-owner', '.'], { onStdout: (bytes) => unpack.stdin.write(bytes) });
  unpack.stdin.end();
  await unpacked;
}

async function exitOf(child: ReturnType<typeof spawn>): Promise<void> {
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`tar ended with ${String(code)}`);
}
