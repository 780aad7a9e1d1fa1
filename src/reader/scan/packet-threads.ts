import type { EventCursor } from './event-cursor';
import { EVENT, HEADER, NOWHERE, type ScanPlan, STREAM } from './plan/scan-plan';
import { UNKNOWN_THREAD } from './running-thread';
import { NAME_SOURCE, SCAN_THREAD } from './scan-result';
import type { ThreadTable } from './tables/thread-table';
import { INITIAL_PID_NS } from './threads';

/** Which thread the events of one packet belong to, by the rules of threads.ts. */
export class PacketThreads {
  /** Whether sched_switch events change the thread. */
  followsSwitches = false;
  /** Thread of the current event if no context says it: the running thread's tid, or -1 - stream file. */
  #fixedTid = 0;
  #streamTid = 0;
  #isCounted = false;
  #leaf = 0;
  #kind = 0;
  /** Places of the contexts that identify the thread. */
  #tidAt = NOWHERE;
  #pidNsAt = NOWHERE;
  #vpidAt = NOWHERE;
  /** Places of the contexts that describe it. */
  #contextVtid = NOWHERE;
  #contextPidNs = NOWHERE;
  #contextVpid = NOWHERE;
  #procname = NOWHERE;
  #procnameBytes = 0;
  /** Whether contexts of an event cannot be read any more once the cursor has moved. */
  #isVolatile = false;
  /** The thread of the last event, -1 before the first, and what identified it. */
  #thread = -1;
  #tid = 0;
  #pidNs = 0;
  #vpid = -1;
  /** Events of this thread since the last other thread. */
  #runEvents = 0;
  #runFirstNs = 0;
  #runLastNs = 0;
  #runContext = 0;
  /** The last of them that is of a process, -1 without one, and its time. */
  #processContext = -1;
  #processNs = 0;

  constructor(
    private readonly plan: ScanPlan,
    private readonly cursor: EventCursor,
    private readonly threads: ThreadTable,
  ) {}

  /**
   * @param running host's thread id at the packet's begin; UNKNOWN_THREAD if that is not known or not needed
   * @param isCounted whether the threads' events are counted
   */
  begin(packet: number, running: number, isCounted: boolean): void {
    this.#isCounted = isCounted;
    const { streams, packets } = this.plan;
    const column = (name: keyof typeof STREAM): number => streams[this.cursor.stream + STREAM[name]] as number;
    this.#leaf = column('leaf');
    this.#contextVtid = column('vtid');
    this.#contextPidNs = column('pidNs');
    this.#contextVpid = column('vpid');
    this.#procname = column('procname');
    this.#procnameBytes = column('procnameBytes');
    const places = [this.#contextVtid, this.#contextPidNs, this.#contextVpid, this.#procname, column('tid')];
    this.#isVolatile = column('header') === HEADER.slow || places.some((place) => place < NOWHERE);
    this.#thread = -1;
    this.#runEvents = 0;
    this.#processContext = -1;
    this.#identify(column('isKernel') === 1, column('tid'), running);
    this.#streamTid = -1 - (packets.file[packet] as number);
    if (this.#tidAt === NOWHERE && !this.followsSwitches) this.#fixedTid = this.#streamTid;
  }

  #identify(isKernel: boolean, hostTidAt: number, running: number): void {
    this.#tidAt = NOWHERE;
    this.#pidNsAt = NOWHERE;
    this.#vpidAt = NOWHERE;
    this.followsSwitches = false;
    if (isKernel && hostTidAt !== NOWHERE) {
      this.#kind = SCAN_THREAD.host;
      this.#tidAt = hostTidAt;
    } else if (isKernel && running !== UNKNOWN_THREAD) {
      this.#kind = SCAN_THREAD.host;
      this.followsSwitches = true;
      this.#fixedTid = running;
    } else if (isKernel && this.#contextVtid !== NOWHERE && this.#contextPidNs !== NOWHERE) {
      this.#kind = SCAN_THREAD.inNamespace;
      this.#tidAt = this.#contextVtid;
      this.#pidNsAt = this.#contextPidNs;
    } else if (!isKernel && this.#contextVtid !== NOWHERE) {
      this.#kind = SCAN_THREAD.userspace;
      this.#tidAt = this.#contextVtid;
      this.#pidNsAt = this.#contextPidNs;
      this.#vpidAt = this.#contextVpid;
    } else {
      this.#kind = isKernel ? SCAN_THREAD.kernelStream : SCAN_THREAD.userspaceStream;
    }
  }

  /** @returns the thread of the cursor's event, which is counted for it */
  next(): number {
    const { cursor } = this;
    const tid = this.#tidAt === NOWHERE ? this.#fixedTid : cursor.int32(this.#tidAt, cursor.context);
    const pidNs = this.#pidNsAt === NOWHERE ? 0 : cursor.uint32(this.#pidNsAt, cursor.context);
    const vpid = this.#vpidAt === NOWHERE ? -1 : cursor.int32(this.#vpidAt, cursor.context);
    if (this.#thread < 0 || tid !== this.#tid || pidNs !== this.#pidNs || vpid !== this.#vpid) {
      this.end();
      this.#tid = tid;
      this.#pidNs = pidNs;
      this.#vpid = vpid;
      this.#thread = this.#find(tid, pidNs, vpid);
      this.#runFirstNs = cursor.timeNs;
    }
    this.#runEvents++;
    this.#runLastNs = cursor.timeNs;
    this.#runContext = cursor.context;
    if (this.#contextVpid === NOWHERE || cursor.int32(this.#contextVpid, cursor.context) !== 0) {
      this.#processContext = cursor.context;
      this.#processNs = cursor.timeNs;
    }
    if (this.#isVolatile) this.end();
    return this.#thread;
  }

  /** The cursor is at a sched_switch, after which another thread runs. */
  follow(): void {
    this.#fixedTid = this.cursor.low(EVENT.c);
  }

  /** The thread whose calls end with this event in userspace; -1 if its contexts do not say. */
  userspaceThread(): number {
    const { cursor } = this;
    if (this.#contextVtid === NOWHERE || this.#contextPidNs === NOWHERE) return -1;
    const vpid = this.#contextVpid === NOWHERE ? -1 : cursor.int32(this.#contextVpid, cursor.context);
    const pidNs = cursor.uint32(this.#contextPidNs, cursor.context);
    const vtid = cursor.int32(this.#contextVtid, cursor.context);
    if (pidNs === 0) return -1;
    return this.threads.find(SCAN_THREAD.userspace, pidNs, vpid, vtid, this.#leaf);
  }

  hostThread(tid: number): number {
    return this.threads.find(SCAN_THREAD.host, 0, -1, tid, this.#leaf);
  }

  /** Stores what is known of the thread of the last events. Must be called after the packet's last event. */
  end(): void {
    const { threads, cursor } = this;
    if (this.#runEvents === 0) return;
    const thread = this.#thread;
    const context = this.#runContext;
    const lastNs = this.#runLastNs;
    if (this.#processContext >= 0) {
      const pidNs = this.#contextPidNs === NOWHERE ? 0 : cursor.uint32(this.#contextPidNs, this.#processContext);
      const vpid = this.#contextVpid === NOWHERE ? -1 : cursor.int32(this.#contextVpid, this.#processContext);
      threads.setContexts(thread, this.#processNs, pidNs, vpid);
    }
    if (this.#procname !== NOWHERE && threads.wantsName(thread, NAME_SOURCE.context, lastNs)) {
      const at = cursor.at(this.#procname, context);
      threads.setName(thread, NAME_SOURCE.context, lastNs, cursor.bytes, at, this.#procnameBytes);
    }
    threads.addEvents(thread, this.#isCounted ? this.#runEvents : 0, this.#runFirstNs, lastNs);
    this.#runEvents = 0;
    this.#processContext = -1;
    this.#runFirstNs = lastNs;
  }

  #find(tid: number, pidNs: number, vpid: number): number {
    if (this.#kind === SCAN_THREAD.inNamespace) {
      if (pidNs === INITIAL_PID_NS) return this.hostThread(tid);
      if (pidNs === 0) return this.threads.find(SCAN_THREAD.kernelStream, 0, -1, this.#streamTid, this.#leaf);
    }
    return this.threads.find(this.#kind, pidNs, vpid, tid, this.#leaf);
  }
}
