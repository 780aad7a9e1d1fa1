import { world } from '../../setup/world-state';
import type { Execution } from './executed';
import { helperFile } from './start-helper';

/**
 * The table of what the helper may execute, written by hand and independent of the product's builders. A list of arguments
 * matches if each argument matches the pattern at the same position.
 */
type Shape = readonly (string | RegExp)[];

const SESSION = /^ct-\d{8}-\d{6}-[0-9a-f]{6}-k$/;
const SESSION_OPTION = /^--session=ct-\d{8}-\d{6}-[0-9a-f]{6}-k$/;
/** Absolute, without `..`, and without characters that a terminal or a shell interprets. */
const OUTPUT = /^--output=\/(?!.*(?:^|\/)\.{1,2}(?:\/|$))(?!.*\/\/)[^\u0000-\u001f\u007f]*$/u;
const PATTERNS = /^[A-Za-z0-9_*][A-Za-z0-9_*,-]*$/;
const FILTER = /^--filter=\$ctx\.pid_ns != \d+(?: && \$ctx\.pid_ns != \d+)*$/;
const CONTEXT = /^--type=[a-z_]+(?:-(?:kernel|user))?$/;

const KERNEL = ['--kernel', SESSION_OPTION] as const;
const SYSCALL = [[], ['--syscall']] as const;

/** The arguments of lttng(1) after `--mi xml --no-sessiond`. */
const LTTNG: readonly Shape[] = [
  ['create', SESSION, OUTPUT],
  ['create', SESSION, '--snapshot', OUTPUT],
  ...[[], ['--overwrite']].map((more) => [
    'enable-channel',
    ...KERNEL,
    /^--num-subbuf=\d+$/,
    /^--subbuf-size=\d+k$/,
    ...more,
    'kernel',
  ]),
  ...SYSCALL.flatMap((what) =>
    [[], [FILTER]].map((filter) => ['enable-event', ...KERNEL, '--channel=kernel', ...what, ...filter, PATTERNS]),
  ),
  ['enable-rotation', SESSION_OPTION, /^--size=\d+$/],
  ['disable-rotation', SESSION_OPTION, '--size'],
  ['snapshot', 'record', SESSION_OPTION, '--name=snapshot'],
  ...SYSCALL.map((what) => ['list', '--kernel', ...what]),
  ['start', SESSION],
  ['stop', SESSION],
  ['list', SESSION],
  ['destroy', SESSION],
  ['destroy', '--no-wait', SESSION],
];
const ADD_CONTEXT: Shape = ['add-context', ...KERNEL, '--channel=kernel'];

const MOUNT = /^\/run\/containers-trace\/[0-9a-f]{12}\/\d+$/;

function isLttng(words: readonly string[]): boolean {
  if (fits(words, ['--no-sessiond', 'list'])) return true;
  const [first, second, third, ...rest] = words;
  if (first !== '--mi' || second !== 'xml' || third !== '--no-sessiond') return false;
  if (fits(rest.slice(0, ADD_CONTEXT.length), ADD_CONTEXT))
    return rest.slice(ADD_CONTEXT.length).every((word) => CONTEXT.test(word));
  return LTTNG.some((shape) => fits(rest, shape));
}

const fits = (words: readonly string[], shape: Shape): boolean =>
  words.length === shape.length &&
  shape.every((one, at) => (typeof one === 'string' ? one === words[at] : one.test(words[at] ?? '')));

/** The environment of every program that the helper starts. */
const ENVIRONMENT = ['PATH=/usr/sbin:/usr/bin:/sbin:/bin', 'LANG=C.UTF-8', 'LC_ALL=C.UTF-8'];

/** Returns why an execution is not in the table; undefined if it is. */
export function whyNotAllowed({ file, argv, env }: Execution): string | undefined {
  const shown = `${file} ${JSON.stringify(argv)}`;
  if (argv.join(' ') === [world().node, helperFile(), argv[2]].join(' ') && argv.length === 3) return undefined;
  const strange = env.filter((entry) => !ENVIRONMENT.includes(entry) && !isOwnVariable(entry));
  if (strange.length > 0) return `${shown} got ${strange.join(' ')}`;
  return isAllowed(file, argv) ? undefined : shown;
}

function isOwnVariable(entry: string): boolean {
  const { home, name } = world().user;
  return (
    [`HOME=${home}`, `USER=${name}`, `LOGNAME=${name}`, 'HOME=/root', 'ELECTRON_RUN_AS_NODE=1'].includes(entry) ||
    /^LTTNG_HOME=\/[A-Za-z0-9_./+-]+$/.test(entry) ||
    /^CONTAINERS_TRACE_OWNER=[0-9a-f-]+:\d+:\d+$/.test(entry) ||
    /^(?:PWD=\/|_=\/|OLDPWD=\/|SHLVL=\d)/.test(entry)
  );
}

const DAEMON: Shape = ['--pdeathsig', 'KILL', '--', '/usr/bin/lttng-sessiond', '--group=tracing'];
const SHIELD = '--block-signal=HUP,INT,TERM';

const PLAIN_PATH = /^\/[A-Za-z0-9_./+-]+$/;

function isAllowed(file: string, argv: readonly string[]): boolean {
  const { uid, gid, name } = world().user;
  const [, ...words] = argv;
  switch (file) {
    case '/usr/bin/getent':
      return [
        ['passwd', String(uid)],
        ['group', 'tracing'],
        ['initgroups', name],
      ].some((shape) => fits(words, shape));
    case '/usr/bin/env':
      return (
        (words[0] === SHIELD && isAllowed(words[1] ?? '', words.slice(1))) ||
        fits(words, ['--block-signal=HUP,TERM', '--default-signal=INT', 'setpriv', ...DAEMON])
      );
    case '/usr/bin/sleep':
      return fits(words, ['0.1']);
    case '/usr/bin/lttng':
      return isLttng(words);
    case '/usr/bin/setpriv': {
      const become: Shape = [
        `--reuid=${uid}`,
        `--regid=${gid}`,
        /^--groups=\d+(?:,\d+)*$/,
        '--inh-caps=-all',
        '--no-new-privs',
        '--',
        '/usr/bin/lttng',
      ];
      // If the runtime cannot become the caller, a child process with the caller's user id meets the app.
      const child = [...become.slice(0, 2), '--init-groups', ...become.slice(3, 6), world().node];
      return (
        fits(words, DAEMON) ||
        fits(words, [...child, helperFile(), '--meet', PLAIN_PATH]) ||
        (fits(words.slice(0, become.length), become) && isLttng(words.slice(become.length)))
      );
    }
    case '/usr/bin/lttng-sessiond':
      return fits(words, ['--group=tracing']);
    case '/usr/bin/mount':
      return fits(words, ['--no-canonicalize', '--bind', '/proc/self/fd/3', MOUNT]);
    case '/usr/bin/umount':
      return fits(words, ['--no-canonicalize', '--lazy', MOUNT]);
    default:
      return (
        isGuard(argv) ||
        isHolder(argv) ||
        (file === world().node &&
          (fits(words, [helperFile(), '--clean-up', /^(?:\{.*\})?$/]) ||
            fits(words, [helperFile(), '--meet', PLAIN_PATH])))
      );
  }
}

/** The guard's shell. Its script is constant, and it runs only the helper. */
const isGuard = (argv: readonly string[]): boolean =>
  argv.length === 7 &&
  argv[1] === '-c' &&
  !/\$\(|`|eval/.test(argv[2] ?? '') &&
  fits(argv.slice(3), ['sh', world().node, helperFile(), '--clean-up']);

/** The shell that holds the daemon. It runs only the daemon and waits for its end. */
const isHolder = (argv: readonly string[]): boolean =>
  argv[1] === '-c' &&
  !/\$\([^(]|`|eval/.test(argv[2] ?? '') &&
  fits(argv.slice(3), ['sh', 'root', '', '/usr/bin/lttng-sessiond', '--group=tracing']);
