import { PLANTED_ID, plantTrace } from './planted-trace';
import { type BadInput, DEMO, NASTY, recording, usage } from './row';

const LONG = 'x'.repeat(300);
const missing = (...says: RegExp[]) => ({ code: 'missing' as const, exit: 3, says });

const NO_SUCH = '20200101-000000-000000';
/** The commands that take one trace. */
const WITH_ID = ['show', 'delete', 'restore', 'note'] as const;
type WithId = (typeof WITH_ID)[number];
const askedByLine = (verb: WithId, id: string): string[] => [verb, ...(verb === 'note' ? ['--tag=new'] : []), '--', id];
const askedByWindow = (verb: WithId, id: string): ReturnType<NonNullable<BadInput['ipc']>> => {
  if (verb === 'show') return { channel: 'traces:show', args: { id } };
  if (verb === 'note') return { channel: 'traces:annotate', args: { id, tags: ['new'] } };
  return { channel: `traces:${verb}`, args: { ids: [id] } };
};

/** Names of images, traces, variables and folders, and references to traces. */
export const names: BadInput[] = [
  recording(
    'an image that does not exist',
    { image: 'localhost/nothing-of-that-name:7' },
    missing(/Podman has no image localhost\/nothing-of-that-name:7/, /podman pull/),
  ),
  recording('an image in capitals', { image: 'Localhost/UPPER:1' }, usage(/(target\.image|--image): .*small letters/)),
  recording(
    'an image that is a way up',
    { image: '../../etc/passwd' },
    usage(/(target\.image|--image): the name of an image/),
  ),
  recording('an image that is an option', { image: '-v/:/host' }, usage(/target\.image|--image/)),
  recording(
    'an image of everything nasty',
    { image: NASTY },
    usage(/(target\.image|--image): the name of an image holds/),
  ),
  recording('an image of 301 characters', { image: `a${LONG}` }, usage(/at most 300 characters/)),
  recording('an image without a name', { image: '' }, usage(/name an image|option '--image <image>' needs a value/)),

  recording(
    'a title of everything nasty',
    { options: ['--name', NASTY], config: { title: NASTY } },
    { code: null, exit: 0, says: [], report: { title: '../../x \'"$(id)`🦊', state: 'ready', exitCode: 0 } },
  ),
  recording(
    'a title of 300 characters',
    { options: ['--name', LONG], config: { title: LONG } },
    usage(/(title|--name): a name has at most 200 characters/),
  ),
  recording(
    'a title of spaces',
    { options: ['--name', '  '], config: { title: '  ' } },
    usage(/at least one character/),
  ),

  recording(
    'a command and a variable of everything nasty',
    {
      command: ['sh', '-c', 'test "$1" = "$SAME"', NASTY, NASTY],
      options: ['--env', `SAME=${NASTY}`],
      target: { env: [{ name: 'SAME', value: NASTY, secret: false }] },
    },
    { code: null, exit: 0, says: [], report: { state: 'ready', exitCode: 0 } },
  ),
  ...['A B', '../A', 'A\nB', '🦊', ''].map((variable) =>
    recording(
      `a variable called ${JSON.stringify(variable)}`,
      { options: ['--env', `${variable}=1`], target: { env: [{ name: variable, value: '1', secret: false }] } },
      usage(/(target\.env\.0\.name|--env): a variable is letters, digits and _/),
    ),
  ),

  recording(
    'a volume whose source is not there',
    {
      options: ['--volume', '/nowhere/ct:/data'],
      target: { volumes: [{ source: '/nowhere/ct', target: '/data', readOnly: false }] },
    },
    { code: 'config', exit: 2, says: [/\/nowhere\/ct/, /not there|does not exist/] },
  ),
  recording(
    'a volume by a way up',
    {
      options: ['--volume', '../up:/data'],
      target: { volumes: [{ source: '../up', target: '/data', readOnly: false }] },
    },
    usage(/(target\.volumes\.0\.source|--volume): a path on this machine starts with \//),
  ),
  recording(
    'a volume to nowhere',
    { options: ['--volume', '/tmp'], target: { volumes: [{ source: '/tmp', target: '', readOnly: false }] } },
    usage(/(target\.volumes\.0\.target|--volume): a path inside the container starts with \//),
  ),
  {
    name: 'a volume in another mode',
    cli: () => ['record', '--engine', 'podman', '--image', DEMO, '--volume', '/tmp:/tmp:rox', '--', 'true'],
    ...usage(/--volume takes SOURCE:TARGET\[:ro\]/),
  },

  ...['../../etc', NASTY, LONG, '.', '20200101-000000-000000/..'].flatMap((id) =>
    WITH_ID.map(
      (verb): BadInput => ({
        name: `${verb} ${JSON.stringify(id).slice(0, 40)}`,
        cli: () => askedByLine(verb, id),
        ipc: () => askedByWindow(verb, id),
        ...usage(/not the id of a trace|an id looks like/),
      }),
    ),
  ),
  ...WITH_ID.map(
    (verb): BadInput => ({
      name: `${verb} a trace that is not there`,
      cli: () => askedByLine(verb, NO_SUCH),
      ipc: () => askedByWindow(verb, NO_SUCH),
      ...(verb === 'restore'
        ? missing(/There is no deleted trace 20200101-000000-000000 in/, /trash/)
        : missing(/There is no trace 20200101-000000-000000 in/, /list/)),
    }),
  ),
  ...[
    ['of 61 characters', 'x'.repeat(61), /tag.* a tag has at most 60 characters/],
    ['of nothing visible', '\u001b[31m', /visible character/],
  ].map(
    ([what, tag, says]): BadInput => ({
      name: `a tag ${what}`,
      setUp: plantTrace,
      cli: () => ['note', PLANTED_ID, '--tag', String(tag)],
      ipc: () => ({ channel: 'traces:annotate', args: { id: PLANTED_ID, tags: [tag] } }),
      ...usage(says as RegExp),
    }),
  ),
  {
    name: 'notes that are too long',
    setUp: plantTrace,
    cli: () => ['note', PLANTED_ID, '--notes', 'x'.repeat(20_001)],
    ipc: () => ({ channel: 'traces:annotate', args: { id: PLANTED_ID, notes: 'x'.repeat(20_001) } }),
    ...usage(/notes: notes have at most 20 000 characters|notes have at most 20 000 characters/),
  },
];
