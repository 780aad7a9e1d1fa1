import type { ProbePoints } from '@reader/elf/probe-points';
import type { Problem } from '@shared/images/problem';
import type { NoLayerFile } from './layer-file';
import type { NoProgram } from './program-file';

const ELSEWHERE =
  'Record as the user who owns the files, use rootless Podman, or record the image as a sandbox folder with Apptainer.';

const fileProblem = (message: string, hint: string): Problem => ({
  code: 'watch-file',
  severity: 'error',
  message,
  hint,
});

const functionProblem = (message: string, hint: string): Problem => ({
  code: 'watch-function',
  severity: 'error',
  message,
  hint,
});

export const NO_UPROBES: Problem = {
  code: 'watch-no-uprobes',
  severity: 'error',
  message: 'Functions cannot be watched, because this kernel is built without CONFIG_UPROBES.',
  hint: 'Use a kernel of a distribution, or record without watched functions.',
};

export const hiddenLayers = ({ why, hint }: { why: string; hint: string }): Problem =>
  fileProblem(`Functions cannot be watched. ${why}`, hint);

export const closedEngine = (title: string): Problem =>
  fileProblem(
    `Functions cannot be watched, because you have no access to ${title}'s socket, and so not to the files of its images.`,
    ELSEWHERE,
  );

export const noProgram = (image: string): Problem =>
  fileProblem(
    `No program to watch was named, and ${image} does not name the program that it starts.`,
    'Name the file and the function: --watch-function /usr/bin/PROGRAM:FUNCTION.',
  );

export const badPath = (path: string): Problem =>
  fileProblem(
    `The functions of ${path} cannot be watched, because lttng(1) takes no path with “:”, “,” or a backslash.`,
    'Move the images of the engine, or the sandbox folder, to another path.',
  );

const NOT_FOUND: Record<NoLayerFile, { why: string; hint: string }> = {
  missing: { why: 'has no such file', hint: 'Name a file of the image by its absolute path.' },
  denied: { why: 'is stored in folders that you may not read', hint: ELSEWHERE },
};

export const notInLayers = (path: string, image: string, reason: NoLayerFile): Problem =>
  fileProblem(
    `The functions of ${path} cannot be watched. The image ${image} ${NOT_FOUND[reason].why}.`,
    NOT_FOUND[reason].hint,
  );

const NO_FUNCTIONS: Record<NoProgram, { why: string; hint: string }> = {
  unreadable: { why: 'You may not read this file.', hint: ELSEWHERE },
  script: {
    why: 'It is a script.',
    hint: 'Name the program that interprets the script, or one that the script starts.',
  },
  'not-a-program': {
    why: 'It is neither a program nor a library.',
    hint: 'Name a program or a library of the image.',
  },
};

export const noFunctions = (path: string, reason: NoProgram): Problem =>
  fileProblem(`The functions of ${path} cannot be watched. ${NO_FUNCTIONS[reason].why}`, NO_FUNCTIONS[reason].hint);

const MOST_SIMILAR = 3;

/** Why a function of a file cannot be watched; undefined if it can. */
export function functionGap(path: string, name: string, { origin, functions }: ProbePoints): Problem | undefined {
  const point = functions.get(name);
  if (point === 'possible') return undefined;
  if (point === 'indirect')
    return functionProblem(
      `${name} of ${path} cannot be watched. The loader replaces it by one of several implementations.`,
      'Watch the implementations, whose names are similar.',
    );
  if (point === 'elsewhere')
    return functionProblem(
      `${name} of ${path} cannot be watched. Its code is in a library, or outside of the section .text.`,
      'Name the library that contains the function.',
    );
  if (origin === 'none')
    return functionProblem(
      `${name} of ${path} cannot be watched. The file is stripped and has no symbols.`,
      'Build the program without stripping it, or watch functions of the libraries that it calls.',
    );
  const similar = similarNames(name, functions);
  const others = similar.length > 0 ? `Similar functions: ${similar.join(', ')}.` : 'Check the name.';
  return origin === 'exported'
    ? functionProblem(
        `${path} does not export the function ${name}. The file is stripped, so only exported functions are known.`,
        `${others} Otherwise build the program without stripping it.`,
      )
    : functionProblem(
        `${path} has no function ${name}. The compiler may have inlined it into its callers, or renamed it.`,
        `${others} A function that is inlined can be watched if it is built with the attribute noinline.`,
      );
}

function similarNames(name: string, functions: ProbePoints['functions']): string[] {
  const wanted = name.toLowerCase();
  const found: string[] = [];
  for (const [other, point] of functions) {
    if (point !== 'possible' || !other.toLowerCase().includes(wanted)) continue;
    found.push(other);
  }
  return found.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, MOST_SIMILAR);
}
