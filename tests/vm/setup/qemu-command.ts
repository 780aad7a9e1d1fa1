import { join } from 'node:path';
import { partFolders } from '../../../scripts/vm/parts.mjs';

export interface Hardware {
  /** The disk with the root file system; by default that of the kernel tests' guest. */
  root?: string;
  /** Whether that disk keeps what is written. */
  keepsRoot?: boolean;
  /** The second disk (image-stores.ts), if there is one. */
  stores?: string;
  keepsStores?: boolean;
  /** Default 2048. */
  memoryMiB?: number;
  /** More words for the kernel; by default that there is no AppArmor. */
  kernelWords?: string;
}

/** Sockets and files of one running machine, below its folder. */
export const placesOf = (folder: string) => ({
  agent: join(folder, 'agent'),
  qmp: join(folder, 'qmp'),
  console: join(folder, 'console'),
});

const WITHOUT_SECURITY_MODULES = 'audit=0 apparmor=0';
const DEFAULT_MEMORY_MIB = 2048;
const LIBRARIES = 'usr/lib/x86_64-linux-gnu';
/** The guest's clock is the emulated processor's counter; nothing is measured that a quieter kernel would not show. */
const KERNEL_WORDS =
  'console=ttyS0 quiet loglevel=4 panic=-1 mitigations=off nokaslr tsc=reliable clocksource=tsc no_timer_check random.trust_cpu=on rcupdate.rcu_expedited=1 cryptomgr.notests net.ifnames=0';

/**
 * The words that start the machine: trixie's QEMU out of its own folder, under software emulation with two CPUs and no
 * network. What the guest writes to its disks goes to temporary files that nobody sees, and QEMU dies with us.
 */
export function qemuCommand(folder: string, hardware: Hardware): string[] {
  const parts = partFolders();
  const root = join(parts['qemu'] ?? '', 'root');
  const places = placesOf(folder);
  const libraries = [join(root, LIBRARIES), join(root, LIBRARIES, 'qemu')].join(':');
  return [
    ...['setpriv', '--pdeathsig', 'KILL', '--'],
    ...[join(root, 'usr/lib64/ld-linux-x86-64.so.2'), '--library-path', libraries],
    ...[
      join(root, 'usr/bin/qemu-system-x86_64'),
      '-L',
      join(root, 'usr/share/qemu'),
      '-L',
      join(root, 'usr/share/seabios'),
    ],
    ...[
      '-machine',
      'q35',
      '-accel',
      'tcg,thread=multi,tb-size=256',
      '-cpu',
      'max,la57=off,cx16=off',
      '-smp',
      '2',
      '-m',
      String(hardware.memoryMiB ?? DEFAULT_MEMORY_MIB),
    ],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-nic', 'none'],
    ...['-kernel', join(parts['kernel'] ?? '', 'vmlinux'), '-initrd', join(parts['initrd'] ?? '', 'initrd.cpio')],
    ...['-append', `${KERNEL_WORDS} ${hardware.kernelWords ?? WITHOUT_SECURITY_MODULES}`],
    ...disk('root', hardware.root ?? join(parts['guest'] ?? '', 'root.ext4'), hardware.keepsRoot ?? false),
    ...(hardware.stores ? disk('stores', hardware.stores, hardware.keepsStores ?? false) : []),
    ...['-device', 'virtio-serial-pci', '-chardev', `socket,id=agent,path=${places.agent},server=on,wait=off`],
    ...['-device', 'virtserialport,chardev=agent,name=vm.agent'],
    ...['-object', 'rng-random,id=random,filename=/dev/urandom', '-device', 'virtio-rng-pci,rng=random'],
    ...['-serial', `file:${places.console}`, '-qmp', `unix:${places.qmp},server=on,wait=off`],
  ];
}

const disk = (id: string, path: string, keeps: boolean): string[] => [
  ...['-drive', `file=${path},format=raw,if=none,id=${id},cache=unsafe,snapshot=${keeps ? 'off' : 'on'}`],
  ...['-device', `virtio-blk-pci,drive=${id}`],
];

/** Where QEMU finds its modules: they are below the same folder. */
export const qemuEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  QEMU_MODULE_DIR: join(partFolders()['qemu'] ?? '', 'root', LIBRARIES, 'qemu'),
});
