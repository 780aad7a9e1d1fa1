import { addressIndex, NO_ADDRESS } from './address-indexes';
import { Analysis, ThreadAt } from './analysis';
import { enterCall } from './calls';
import { OK, OUT_OF_MEMORY } from './memory';

/** Sets what a thread has open besides its calls, before the range begins. The host has checked the indexes. */
export function restoreThread(
  address: usize,
  index: u32,
  state: u32,
  cpu: i32,
  syscall: i32,
  syscallNs: f64,
  ignored: u32,
): void {
  const thread = ThreadAt.index(changetype<Analysis>(address), index);
  thread.state = state;
  thread.cpu = cpu;
  thread.syscall = syscall;
  thread.syscallNs = syscallNs;
  thread.ignored = ignored;
}

/** Opens a call inside the thread's others. @returns OK or OUT_OF_MEMORY */
export function restoreCall(analysisAddress: usize, index: u32, begin: f64, callAddress: u64): u32 {
  const analysis = changetype<Analysis>(analysisAddress);
  const call = addressIndex(analysis, callAddress);
  if (call === NO_ADDRESS) return OUT_OF_MEMORY;
  return enterCall(analysis, ThreadAt.index(analysis, index), begin, call) ? OK : OUT_OF_MEMORY;
}
