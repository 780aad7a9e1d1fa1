// Completions for bash, zsh and fish. `window` is a word of the launcher (packaging/containers-trace.sh), not a command.

/** @typedef {import('./command-reference.mjs').Reference} Reference */

const WINDOW = { name: 'window', help: 'open the window, with exported traces or links', options: [] };

/** @param {Reference} reference */
const words = ({ commands }) => [WINDOW, ...commands];
/** Text in single quotes for a POSIX shell. */
const shell = (/** @type {string} */ value) => `'${value.replaceAll("'", "'\\''")}'`;

/**
 * @param {Reference} reference
 * @returns {string}
 */
export function bashCompletion(reference) {
  const choices = words(reference).flatMap(({ name, options }) =>
    options
      .filter((option) => option.choices.length > 0)
      .map((option) => `    ${shell(`${name} ${option.long}`)}) words=${shell(option.choices.join(' '))} ;;`),
  );
  return `# bash completion for containers-trace. Where it has no word to offer, bash completes file names.
_containers_trace() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command='' words='' at
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    # The traced program and its arguments.
    if [[ \${COMP_WORDS[at]} == -- ]]; then return; fi
    if [[ -z $command && \${COMP_WORDS[at]} != -* ]]; then command=\${COMP_WORDS[at]}; fi
  done
  case "$command $previous" in
${choices.join('\n')}
  esac
  if [[ -z $words ]]; then
    case $command in
      '') words=${shell([...words(reference).map(({ name }) => name), ...longs(reference.options)].join(' '))} ;;
${words(reference)
  .map(({ name, options }) => `      ${name}) words=${shell(longs(options).join(' '))} ;;`)
  .join('\n')}
    esac
    if [[ -n $command && $current != -* ]]; then return; fi
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -o bashdefault -o default -F _containers_trace containers-trace
`;
}

const longs = (options) => options.map(({ long }) => long);

/**
 * @param {Reference} reference
 * @returns {string}
 */
export function zshCompletion(reference) {
  const command = ({ name, options }) =>
    `      ${name}) _arguments ${[...options.map(zshOption), "'*:file:_files'"].join(' ')} ;;`;
  return `#compdef containers-trace
# zsh completion for containers-trace.
local state line
_arguments -C ${reference.options.map(zshOption).join(' ')} '1: :->command' '*:: :->rest'
case $state in
  command)
    local -a commands=(${words(reference)
      .map(({ name, help }) => shell(`${name}:${help}`))
      .join(' ')})
    _describe command commands
    _files
    ;;
  rest)
    case $words[1] in
${words(reference).map(command).join('\n')}
    esac
    ;;
esac
`;
}

function zshOption({ long, value, choices, help }) {
  const safe = (text) => text.replaceAll(/[[\]:\\]/g, (char) => `\\${char}`);
  const action = choices.length > 0 ? `(${choices.join(' ')})` : '_files';
  return shell(`*${long}[${safe(help)}]${value === undefined ? '' : `:${safe(value)}:${action}`}`);
}

/**
 * @param {Reference} reference
 * @returns {string}
 */
export function fishCompletion(reference) {
  const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const option = (condition) => (entry) =>
    [
      `complete -c containers-trace -n ${quoted(condition)} -l ${entry.long.replace(/^--/, '')}`,
      ...(entry.value === undefined ? [] : ['-r']),
      ...(entry.choices.length === 0 ? [] : ['-f', '-a', quoted(entry.choices.join(' '))]),
      '-d',
      quoted(entry.help),
    ].join(' ');
  return [
    '# fish completion for containers-trace.',
    ...words(reference).map(
      ({ name, help }) => `complete -c containers-trace -n __fish_use_subcommand -a ${name} -d ${quoted(help)}`,
    ),
    ...reference.options.map(option('__fish_use_subcommand')),
    ...words(reference).flatMap(({ name, options }) => options.map(option(`__fish_seen_subcommand_from ${name}`))),
    '',
  ].join('\n');
}
