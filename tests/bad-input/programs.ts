import { NOT_STARTED } from '@core/runs/steps/not-started';
import { asPrinted } from '../setup/as-printed';
import { type BadInput, byLine, NASTY, recording } from './row';

const DID_NOT_START = asPrinted(NOT_STARTED.message);
const CHECK_PROGRAM = asPrinted(NOT_STARTED.hint);

/** Programs that are missing, fail, never end, or send control sequences. */
export const programs: BadInput[] = [
  recording(
    'a command that is not in the image',
    { command: ['no-such-program', 'x'] },
    { code: 'config', exit: 2, says: [DID_NOT_START, /no-such-program/, CHECK_PROGRAM] },
  ),
  byLine(
    recording(
      'a command that is not in the image, by Docker',
      { engine: 'docker', command: ['no-such-program', 'x'] },
      { code: 'config', exit: 2, says: [DID_NOT_START, /no-such-program/, CHECK_PROGRAM] },
    ),
  ),
  byLine(
    recording(
      'a volume whose source is not there, by Docker',
      { engine: 'docker', options: ['--volume', '/nowhere/ct:/data'] },
      { code: 'config', exit: 2, says: [/\/nowhere\/ct/, /does not exist/, /volumes/] },
    ),
  ),
  recording('a folder as command', { command: ['/etc'] }, { code: 'config', exit: 2, says: [/\/etc/, CHECK_PROGRAM] }),
  recording(
    'an entrypoint that is not in the image',
    { options: ['--entrypoint', '/nowhere'], target: { entrypoint: ['/nowhere'] } },
    { code: 'config', exit: 2, says: [/\/nowhere/, CHECK_PROGRAM] },
  ),
  recording(
    'a user that is not in the image',
    { options: ['--user', 'nobody-knows'], target: { user: 'nobody-knows' } },
    { code: 'config', exit: 2, says: [/nobody-knows/] },
  ),
  recording(
    'a network that is not there',
    { network: 'no-such-network' },
    { code: 'command', exit: 1, says: [/no-such-network/, /network/] },
  ),
  recording(
    'a command that ends with 1: the trace is kept and says so',
    { command: ['sh', '-c', 'ls -la / >/dev/null; exit 1'] },
    { code: null, exit: 0, says: [], report: { state: 'ready', exitCode: 1, endedBy: 'program-end' } },
  ),
  recording(
    'a command that never ends: the time limit stops it and keeps the trace',
    {
      command: ['sh', '-c', 'while :; do ls -la /; sleep 0.1; done'],
      options: ['--max-duration', '1.5'],
      config: { limits: { maxDurationS: 1.5 } },
    },
    { code: null, exit: 0, says: [], report: { state: 'ready', exitCode: null, endedBy: 'time-limit' } },
  ),
  recording(
    'a program whose output and name play with terminals',
    {
      command: [
        'sh',
        '-c',
        'cp /bin/ls "/tmp/$1"; printf "%s" "$1" >&2; printf "%s" "$1"; "/tmp/$1" /',
        'sh',
        hostileName(),
      ],
      options: ['--preset', 'memory'],
      config: { recording: { preset: 'memory' } },
    },
    { code: null, exit: 0, says: [], report: { state: 'ready', exitCode: 0 } },
  ),
];

/** One file name: no slash. */
function hostileName(): string {
  return NASTY.replaceAll('/', '').slice(4);
}
