import { ReadError, type ReadErrorCode } from '@reader/read-error';
import { AppError, type ErrorCode } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';

interface Refusal {
  code: ErrorCode;
  /** Follows the name of the trace. */
  what: string;
  hint?: string;
}

const REPORT =
  'If babeltrace2 reads the trace, report this with its `metadata` file. Trace Compass may be able to open the trace.';

/** Why a trace cannot be analysed, by the reader's reason. The reader's own sentence follows. */
const REFUSALS = {
  metadata: {
    code: 'command',
    what: 'has metadata that breaks the rules of CTF.',
    hint: 'The trace is damaged, or was not written by a tracer. Restore it from a copy, or record it again.',
  },
  unsupported: { code: 'command', what: 'uses a part of CTF that this version does not read.', hint: REPORT },
  'too-large': { code: 'command', what: 'exceeds a limit of the reader.', hint: REPORT },
  damaged: {
    code: 'command',
    what: 'is damaged.',
    hint: 'Restore it from a copy, or record it again.',
  },
  cancelled: { code: 'cancelled', what: 'was not read completely, because reading was cancelled.' },
} as const satisfies Record<ReadErrorCode, Refusal>;

/** Converts an error of the reader. Other errors are returned as they are. @param id of the trace */
export function readFailure(error: unknown, id: string): unknown {
  if (!(error instanceof ReadError)) return error;
  const { code, what, ...rest }: Refusal = REFUSALS[error.code];
  const reason = code === 'cancelled' ? '' : ` ${oneLine(error.message)}${placeOf(error)}`;
  return new AppError(code, `The trace ${id} ${what}${reason}`, { ...rest, cause: error });
}

function placeOf({ at }: ReadError): string {
  if (!at) return '';
  return 'line' in at ? ` (metadata, line ${at.line})` : ` (${oneLine(at.stream)}, byte ${at.offsetBytes})`;
}
