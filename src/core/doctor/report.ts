import { arch, release } from 'node:os';
import { engineIdSchema, engineLanguage } from '@shared/engines/registry';
import { CHECK_GROUPS, type Check } from '@shared/model/capabilities';
import { stripControls } from '@shared/model/plain-text';
import { distributionName, osRelease } from '../files/os-release';
import { redact, type Secrets } from './redact';

/** The reporting program: the app, or the command line. */
export interface Program {
  version: string;
  /** Null on the command line. */
  electron: string | null;
}

const MARKS: Record<Check['state'], string> = { good: 'ok     ', note: 'note   ', caution: 'caution', bad: 'BAD    ' };

/** The checks as plain text for an issue, without personal data (see redact). */
export function reportText(program: Program, checks: readonly Check[], secrets: Secrets): string {
  const electron = program.electron ? `, Electron ${program.electron}` : '';
  const head = [
    `Containers Trace ${program.version}${electron}, Node ${process.versions.node}`,
    `${distribution()}, Linux ${release()}, ${arch()}`,
    ...(checks.length > 0
      ? [
          `Checked at ${checks
            .map((check) => check.checkedAt)
            .sort()
            .at(-1)}`,
        ]
      : []),
  ];
  const groups = CHECK_GROUPS.flatMap((group) => {
    const own = checks.filter((check) => check.group === group);
    return own.length === 0 ? [] : [['', group, ...own.map(line)].join('\n')];
  });
  return `${redact(stripControls([...head, ...groups].join('\n')), secrets)}\n`;
}

function line({ state, title, engine, summary, id }: Check): string {
  const of = engine && id !== `engine-${engine}` ? `${engineLanguage(engineIdSchema.parse(engine)).title} ` : '';
  return `  ${MARKS[state]}  ${of}${of ? title.toLowerCase() : title}: ${summary}`;
}

function distribution(): string {
  const text = osRelease();
  return text === undefined ? 'an unknown distribution' : distributionName(text);
}
