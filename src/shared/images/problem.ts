/** A reason why a trace would be incomplete, detected before anything runs. */
export interface Problem {
  code:
    | 'musl'
    | 'no-libc'
    | 'no-ust'
    | 'other-socket'
    | 'unknown-socket'
    | 'newer-ust'
    | 'missing-preload'
    | 'open-descriptors'
    | 'private-tmp'
    | 'no-gate'
    | 'selinux-path'
    | 'unknown-context'
    | 'unknown-glibc'
    | 'old-glibc'
    | 'other-machine'
    | 'mixed-ust'
    | 'unknown-abi'
    | 'unread-preload-file'
    | 'covered-payload'
    | 'untested-payload'
    | 'static-program'
    | 'other-loader'
    | 'privileged-program'
    | 'own-malloc'
    | 'not-looked'
    | 'no-network'
    | 'shared-memory'
    | 'memory'
    | 'slow-start'
    | 'process-limit';
  /** `error`: the trace would have no events · `warning`: some events would be missing. */
  severity: 'error' | 'warning';
  message: string;
  hint: string;
}
