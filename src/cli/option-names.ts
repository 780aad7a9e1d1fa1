/** Fields of a recording's request by the options that set them; the first that fits is taken. */
const OPTIONS: readonly (readonly [field: RegExp, option: string])[] = [
  [/^title$/, '--name'],
  [/^repeat$/, '--repeat'],
  [/^target\.engine$/, '--engine'],
  [/^target\.image$/, '--image'],
  [/^target\.entrypoint\b/, '--entrypoint'],
  [/^target\.volumes\b/, '--volume'],
  [/^target\.workdir$/, '--workdir'],
  [/^target\.user$/, '--user'],
  [/^target\.network$/, '--network'],
  [/^target\.cpus$/, '--cpus'],
  [/^target\.memoryBytes$/, '--memory'],
  [/^target\.options\b/, '--engine-option'],
  [/^recording\.kernel\.tracepoints\b/, '--kernel-event'],
  [/^recording\.kernel\.syscalls\b/, '--syscall'],
  [/^recording\.kernel\.contexts\b/, '--kernel-context'],
  [/^recording\.kernel\.buffers\b/, '--kernel-buffers'],
  [/^recording\.kernel\.containersOnly$/, '--containers-only'],
  [/^recording\.kernel(\.preset)?$/, '--kernel'],
  [/^recording\.whenFull$/, '--when-full'],
  [/^recording\.mode$/, '--flight-recorder'],
  [/^recording(\.preset)?$/, '--preset'],
  [/^recording\.events\.\d+\.logLevel\b/, '--log-level'],
  [/^recording\.events\.\d+\.filter$/, '--filter'],
  [/^recording\.events\b/, '--event'],
  [/^recording\.contexts\b/, '--context'],
  [/^recording\.preloads\b/, '--preload'],
  [/^recording\.buffers\b/, '--buffers'],
  [/^limits\.maxDurationS$/, '--max-duration'],
  [/^limits\.maxSizeBytes$/, '--max-size'],
  [/^limits\.rotateBytes$/, '--rotate-size'],
  [/^limits\.diskFloorBytes$/, '--disk-floor'],
];

/**
 * The option that a field of the request came from, `--env` for `target.env.0.name`; the field itself where none sets it.
 * @param openVariables how many of the variables came by --env; those behind them came by --secret-env
 */
export function optionNameOf(field: string, openVariables: number): string {
  const variable = /^target\.env\.(\d+)\b/.exec(field)?.[1];
  if (variable !== undefined) return Number(variable) < openVariables ? '--env' : '--secret-env';
  return OPTIONS.find(([test]) => test.test(field))?.[1] ?? field;
}
