import { closeSync, openSync, readSync } from 'node:fs';

const MOST_SCRIPT_BYTES = 64 * 1024;

/**
 * Whether a program passes its arguments to Trace Compass. The start script of Debian's package does not (seen with 6.2.0):
 * Trace Compass would ask for a workspace and open nothing.
 */
export function passesArguments(program: string): boolean {
  const text = headOf(program);
  if (!text.startsWith('#!')) return true;
  return !/\b(java|eclipse|tracecompass)\b/i.test(text) || /\$[@*1]|\$\{[@*1]/.test(text);
}

function headOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(MOST_SCRIPT_BYTES);
    return head.toString('latin1', 0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}
