/**
 * Which thread an event belongs to. Both scans follow these rules; they need nothing but the packet and, rarely, an earlier packet
 * of the same file.
 *
 * **Userspace.** The contexts pid_ns, vpid and vtid: kind `userspace`. Without vtid: `userspaceStream`.
 *
 * **Kernel**, the first rule that applies:
 * 1. The context `tid`: kind `host`.
 * 2. If the packet has a CPU: the thread that runs on it. Behind a sched_switch of the packet this is its next_tid; before the first
 *    one it is the prev_tid of the first, since nothing is lost within a packet. The first sched_switch counts even if it is at or
 *    after the window's end. A packet without sched_switch continues with the thread at the end of the previous packet of the
 *    file (`ScanPackets.previous`), found by the same rule, at most MAX_PACKETS_BACK packets back. Kind `host`.
 * 3. The contexts pid_ns and vtid, if pid_ns is not 0: kind `inNamespace`, or kind `host` with the vtid in the first pid namespace,
 *    INITIAL_PID_NS.
 * 4. Kind `kernelStream`.
 *
 * A sched_switch is an event of its previous thread.
 *
 * A thread that is ending, and is no process any more, has the contexts pid_ns and vpid 0. An event whose context vpid is 0 therefore
 * does not change `contextPidNs` and `contextVpid`.
 *
 * **Records.** sched_switch: switchOut of prev_tid and then switchIn of next_tid, kind `host`, except for the idle threads (tid 0),
 * which have no states. sched_wak*: wake of the field `tid`, kind `host` (not of tid 0); the operand is the event's thread. Other
 * records belong to the event's thread. exec and threadEnd also make a record of the thread (pid_ns, vpid, vtid) of kind
 * `userspace`, directly after the kernel's, if the event has the contexts vtid and pid_ns and pid_ns is not 0, because the calls of userspace end as well.
 */

/** Inode of the first pid namespace, `PROC_PID_INIT_INO` of the kernel's include/linux/proc_ns.h. */
export const INITIAL_PID_NS = 0xeffffffc;

export const MAX_PACKETS_BACK = 16;
