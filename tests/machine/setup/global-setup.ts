import { buildOnce } from '../../vm/setup/build-once';
import { DISK_ENV, ENABLING_COMMAND, playsAllCases } from './on-machine';
import { providePreparedDisk } from './prepared-disk';

/** vitest's global set-up of the tests on machines with systemd: makes the disks before the first boot. */
export default async function setUp(): Promise<void> {
  if (!(await buildOnce(ENABLING_COMMAND))) return;
  process.env[DISK_ENV.machine] = await providePreparedDisk('machine');
  if (playsAllCases()) process.env[DISK_ENV.selinux] = await providePreparedDisk('selinux');
}
