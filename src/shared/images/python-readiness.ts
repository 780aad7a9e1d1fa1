import type { PythonPart } from '../python/python-recording';
import { type ImageProgram, programOf } from './image-programs';
import type { ImageReport } from './image-report-schema';
import type { Problem } from './problem';
import type { Readiness } from './readiness';

interface Choice {
  tracer: Readiness['tracer'];
  parts: readonly PythonPart[];
  /** What the engine starts, with its arguments. */
  command: readonly string[];
  /** Variables of the image. */
  env: readonly string[];
}

/** The module is built for the stable ABI from this version on. */
const OLDEST = 9;
/** Options of python(1) with which it reads neither PYTHONPATH nor sitecustomize. */
const ISOLATES = /^-[a-zA-Z]*?([IES])/;
/** What follows is a program of its own, or its text. */
const ENDS_OPTIONS = /^-[a-zA-Z]*?[cm]/;
/** Their value is the next argument. */
const WITH_VALUE = /^(-[WX]|--check-hash-based-pycs)$/;

/** Why the calls or logs of an image's Python programs would not be recorded. Empty if none were asked for. */
export function pythonReadiness(report: ImageReport, { tracer, parts, command, env }: Choice): Problem[] {
  if (parts.length === 0) return [];
  const interpreters = report.programs.special.filter(({ runtime }) => runtime === 'python');
  if (interpreters.length === 0) return report.programs.more > 0 ? [] : [noPython];
  if (tracer === 'image' && report.ust && /\.so\.0(\.|$)/.test(report.ust.library))
    return [oldTracer(report.ust.library)];
  const minors = interpreters.map(minorOf);
  if (minors.every((minor) => minor !== undefined && minor < OLDEST)) return [oldPython(interpreters)];
  const started = programOf(report.programs, command[0] ?? '', env);
  const option = started?.runtime === 'python' ? isolatingOption(command.slice(1)) : undefined;
  return option === undefined ? [] : [isolated(option)];
}

/** 11 for python3.11, -1 for python2.7; undefined if the file's names do not say it. */
function minorOf({ path, names }: ImageProgram): number | undefined {
  for (const one of [path, ...names]) {
    const [, major, minor] = /\/python(\d)\.(\d+)[a-z]*$/.exec(one) ?? [];
    if (major !== undefined) return major === '3' ? Number(minor) : -1;
  }
  return undefined;
}

/** The option among an interpreter's arguments that isolates it; undefined without one. */
function isolatingOption(words: readonly string[]): string | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '-' || word === '--') return undefined;
    if (WITH_VALUE.test(word)) at++;
    else if (/^-[WX]/.test(word) || word.startsWith('--')) continue;
    else {
      const letter = ISOLATES.exec(word.replace(/[cmWX].*$/, ''))?.[1];
      if (letter !== undefined) return `-${letter}`;
      if (ENDS_OPTIONS.test(word)) return undefined;
    }
  }
  return undefined;
}

const GUIDE = 'docs/record-python.md';

const noPython: Problem = {
  code: 'no-python',
  severity: 'error',
  message: 'The image contains no Python interpreter, so there are no Python calls or logs to record.',
  hint: `Choose another preset, or an image with CPython 3.${OLDEST} or later. See ${GUIDE}.`,
};

const oldPython = (interpreters: readonly ImageProgram[]): Problem => ({
  code: 'old-python',
  severity: 'error',
  message: `The image contains only older Python (${interpreters.map(({ path }) => path).join(', ')}). Calls and logs are recorded from Python 3.${OLDEST} on.`,
  hint: `Use an image with CPython 3.${OLDEST} or later, or record memory. See ${GUIDE}.`,
});

const oldTracer = (library: string): Problem => ({
  code: 'python-module',
  severity: 'error',
  message: `${library} in the image is older than LTTng-UST 2.13, for which the module for Python was built. Python calls and logs would not be recorded.`,
  hint: `Remove LTTng-UST from the image, so that this machine's tracer is used, or upgrade it. See ${GUIDE}.`,
});

const isolated = (option: string): Problem => ({
  code: 'isolated-python',
  severity: 'error',
  message: `Python is started with ${option}, so it ignores PYTHONPATH or sitecustomize. Its calls and logs would not be recorded.`,
  hint: `Start it without ${option}. See ${GUIDE}.`,
});
