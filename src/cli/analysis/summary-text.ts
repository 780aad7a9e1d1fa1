import { BLOCKED_CAUSES, type BlockedCause } from '@shared/analysis/blocked-cause';
import { timesText, withGroups } from '@shared/analysis/figure-text';
import type {
  OwnerFigure,
  ProcessFigure,
  StandingOut,
  States,
  SyscallFigure,
  TraceSummary,
} from '@shared/analysis/trace-summary';
import { durationText, momentText } from '@shared/analysis/trace-time';
import { lossText } from '@shared/model/loss';
import { containersText, count, moment, seconds } from '../figures';
import { fittedTable } from '../fitted-table';
import { duration, functionRows, subjectColumn, subjectText, unnamedNotes } from './function-text';

const CAUSES = {
  'blocked-on-disk': 'disk',
  'blocked-on-lock': 'lock',
  'blocked-on-network': 'network',
  sleeping: 'sleeping',
  'waiting-for-events': 'waiting for events',
  'waiting-for-child': 'waiting for a child',
  'blocked-otherwise': 'other',
} as const satisfies Record<BlockedCause, string>;

const OWNERS = { host: '(this machine)', other: '(other containers)', unattributed: '(unattributed)' } as const;

/** The summary as a person reads it, in sections. A section without figures says why. @param width see TableFit */
export function summaryText(summary: TraceSummary, width = Number.POSITIVE_INFINITY): string {
  const inner = width - INDENT.length;
  const sections = [
    headText(summary),
    section('WHAT STANDS OUT', summary.insights.map(standingOutText).join('\n')),
    section('CONTAINERS AND PROCESSES', ownersText(summary, inner)),
    section('BUSIEST FUNCTIONS', summary.functions.length === 0 ? '' : functionRows(summary.functions, inner)),
    section('SLOWEST CALLS', slowestText(summary, inner)),
    section('MOST FREQUENT SYSTEM CALLS', syscallText(summary.frequentSyscalls, inner)),
    section('SLOWEST SYSTEM CALLS', syscallText(summary.slowSyscalls, inner)),
    section('LOST EVENTS', lossesText(summary, inner)),
    section(
      'CANNOT BE TOLD',
      [...summary.notes, ...unnamedNotes(summary.functions), ...unattributedNotes(summary)].join('\n'),
    ),
    section('NOT READ', summary.unread.join('\n')),
  ];
  return sections.filter(Boolean).join('\n\n');
}

const section = (title: string, text: string): string => (text === '' ? '' : `${title}\n${indented(text)}`);
const INDENT = '  ';
const indented = (text: string): string => text.replace(/^/gm, INDENT);

function headText({
  title,
  id,
  beginAt,
  durationMs,
  lengthNs,
  firstEventNs,
  lastEventNs,
  recordings,
  containers,
  losses,
}: TraceSummary): string {
  const isEmpty = recordings.every(({ events }) => events === 0);
  const begin = beginAt === null ? '' : ` and begin at ${moment(beginAt)}`;
  const all = recordings.reduce((sum, { events }) => sum + events, 0);
  const each = recordings.map(({ domain, events }) => `${domain} ${count(events)}`).join(', ');
  return [
    `${title}  (${id})`,
    `  duration ${seconds(durationMs)}, ${count(all)} events: ${each}`,
    `  packets span ${durationText(lengthNs)}${begin}`,
    isEmpty
      ? '  The trace has no events.'
      : `  first event at ${momentText(firstEventNs)}, last at ${momentText(lastEventNs)}`,
    `  ${containersText(containers)}, lost: ${lossText(losses, count)}`,
  ].join('\n');
}

function standingOutText({ sentence, proof, ruleText, factor, recordAgain }: StandingOut): string {
  const here = factor === null ? '' : ` Here ${withGroups(timesText(factor), ' ')}.`;
  const again = recordAgain === null ? '' : ` Record again with ${recordAgain}.`;
  return `${sentence}\n  ${proof}\n  Rule: ${ruleText}.${here}${again}`;
}

/** The causes of blocking have figures, so there are fewer of them on a narrow terminal. */
function ownersText(summary: TraceSummary, width: number): string {
  const texts = [2, 1, 0].map((causes) => ownersTable(summary, causes, width));
  return texts.find((text) => text.split('\n').every((line) => [...line].length <= width)) ?? texts.at(-1) ?? '';
}

function ownersTable({ owners, basis }: TraceSummary, causes: number, width: number): string {
  if (owners.length === 0) return '';
  const head = [
    '',
    'EVENTS',
    ...(basis.scheduling ? ['RUNNING', 'WAITING FOR A CPU', 'BLOCKED'] : []),
    ...(basis.pageFaults ? ['PAGE FAULTS'] : []),
  ];
  return fittedTable(
    head,
    owners.flatMap((owner) => [
      ownerCells(owner, causes),
      ...owner.processes.map((process) => processCells(process, causes)),
      ...moreCells(owner),
    ]),
    { width, names: [0], omitted: causes === 0 ? ['PAGE FAULTS'] : [] },
  );
}

const ownerCells = (owner: OwnerFigure, causes: number): string[] => [
  owner.kind === 'container' ? (owner.container ?? '') : OWNERS[owner.kind],
  ...figureCells(owner, causes),
];

const processCells = (process: ProcessFigure, causes: number): string[] => [
  `  ${process.name || '?'}${process.vpid === null ? '' : `[${process.vpid}]`}${process.threads > 1 ? `, ${count(process.threads)} threads` : ''}`,
  ...figureCells(process, causes),
];

const moreCells = ({ moreProcesses }: OwnerFigure): string[][] =>
  moreProcesses === 0 ? [] : [[`  and ${count(moreProcesses)} more processes`]];

function figureCells(
  { events, states, pageFaults }: Pick<ProcessFigure, 'events' | 'states' | 'pageFaults'>,
  causes: number,
): string[] {
  return [
    count(events),
    ...(states ? [duration(states.runningNs), duration(states.waitingNs), blockedText(states, causes)] : []),
    ...(pageFaults === null ? [] : [count(pageFaults)]),
  ];
}

/** The largest causes, and the sum of the others. @param most number of causes; 0: only the sum */
function blockedText({ blockedNs }: States, most: number): string {
  const causes = BLOCKED_CAUSES.filter((cause) => blockedNs[cause] > 0).sort((a, b) => blockedNs[b] - blockedNs[a]);
  const [shown, others] = [causes.slice(0, most), causes.slice(most)];
  const rest = others.reduce((sum, cause) => sum + blockedNs[cause], 0);
  const texts = shown.map((cause) => `${durationText(blockedNs[cause])} ${CAUSES[cause]}`);
  return [...texts, ...(rest > 0 ? [`${durationText(rest)}${most === 0 ? '' : ' more'}`] : [])].join(', ');
}

function slowestText({ slowestCalls }: TraceSummary, width: number): string {
  if (slowestCalls.length === 0) return '';
  const { heading, rows } = subjectColumn(slowestCalls);
  return fittedTable(
    ['FUNCTION', 'TOOK', 'MEDIAN', 'AT', 'THREAD', heading],
    rows.map((call) => [
      call.function,
      duration(call.durationNs),
      duration(call.p50Ns),
      momentText(call.atNs),
      call.thread,
      subjectText(call),
    ]),
    { width, names: [0, 4, 5], omitted: ['MEDIAN'] },
  );
}

const syscallText = (syscalls: readonly SyscallFigure[], width: number): string =>
  syscalls.length === 0
    ? ''
    : fittedTable(
        ['SYSTEM CALL', 'CALLS', 'FAILED', 'TOTAL', 'P50', 'P99', 'MAX', 'LONGEST AT'],
        syscalls.map((one) => [
          one.name,
          count(one.count),
          one.failed === 0 ? '' : count(one.failed),
          ...[one.totalNs, one.p50Ns, one.p99Ns, one.maxNs].map(duration),
          one.maxAtNs === null ? '' : momentText(one.maxAtNs),
        ]),
        { width, names: [0], omitted: ['P50', 'P99'] },
      );

function lossesText({ losses }: TraceSummary, width: number): string {
  if (losses.places === 0) return '';
  const rows = losses.largest.map((place) => [
    `${momentText(place.fromNs)} to ${momentText(place.toNs)}`,
    lossText(place, count),
    `${place.leaf}${place.cpu === null ? '' : `, CPU ${place.cpu}`}`,
  ]);
  const more = losses.places - losses.largest.length;
  return `${fittedTable(['BETWEEN', 'LOST', 'STREAM'], rows, { width, names: [2] })}${more > 0 ? `\n${count(more)} smaller losses are not shown.` : ''}`;
}

const unattributedNotes = ({ owners }: TraceSummary): string[] =>
  owners.flatMap(({ why, events }) =>
    why === null ? [] : [`The container of ${count(events)} events cannot be told, because ${why}.`],
  );
