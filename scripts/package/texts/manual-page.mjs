// The manual page containers-trace(1), in the macros of man(7).
import { SUMMARY } from '../release.mjs';

/**
 * @param {import('./command-reference.mjs').Reference} reference
 * @param {{ version: string, date: string }} release date as YYYY-MM-DD
 * @returns {string}
 */
export function manualPage({ help, options, commands }, { version, date }) {
  return [
    `.TH CONTAINERS\\-TRACE 1 "${date}" "Containers Trace ${version}" "User Commands"`,
    '.SH NAME',
    `containers\\-trace \\- ${SUMMARY}`,
    '.SH SYNOPSIS',
    '.B containers\\-trace',
    '.RI [ file | link ...]',
    '.br',
    '.B containers\\-trace window',
    '.RI [ option ...]',
    '.RI [ file | link ...]',
    '.br',
    '.B containers\\-trace',
    '.I command',
    '.RI [ argument ...]',
    '.SH DESCRIPTION',
    text(help),
    '.PP',
    text(
      'Without arguments, or with files and links, the window opens. A file is an exported trace, which is imported. A link is containers-trace://trace/ID and opens a trace of the library. A first argument with a "/" or a "." is a file or a link, every other first argument is a command.',
    ),
    '.SH OPTIONS',
    ...options.flatMap(optionLines),
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '.SH EXIT STATUS',
    ...[
      ['0', 'The command succeeded.'],
      ['1', 'The command failed.'],
      ['2', 'The usage was wrong.'],
      ['3', 'A requirement is missing.'],
      ['130', 'The command was cancelled.'],
    ].flatMap(([status, meaning]) => ['.TP', `.B ${status}`, text(meaning)]),
    '.SH SEE ALSO',
    ['lttng', 'babeltrace2', 'podman', 'docker', 'apptainer', 'pkexec'].map((name) => `.BR ${name} (1)`).join(',\n'),
    '',
  ].join('\n');
}

function commandLines({ name, usage, help, args, options }) {
  return [
    `.SS "${quoted(`${name} ${usage}`)}"`,
    text(`${help[0].toUpperCase()}${help.slice(1)}.`),
    ...args.flatMap((argument) => ['.TP', `.I ${escaped(argument.name)}`, text(argument.help)]),
    ...options.flatMap(optionLines),
  ];
}

const optionLines = ({ flags, help, choices }) => [
  '.TP',
  `.B "${quoted(flags)}"`,
  text(choices.length === 0 ? help : `${help}. One of: ${choices.join(', ')}.`),
];

/** Escapes what roff would read as an escape, or print as another character. */
const escaped = (value) =>
  value
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti');
const quoted = (value) => escaped(value).replaceAll('"', '\\(dq');
/** A line of text. A dot at its start would be a request. */
const text = (value) => escaped(value).replaceAll('\n', ' ').replace(/^\./, '\\&.');
