import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReadError } from '@reader/read-error';
import { readMetadata } from '@reader/schema/read-metadata';
import { expect, it } from 'vitest';
import { leavesBelow } from '../../../setup/leaf-folders';
import { describeWithTraces } from '../../../setup/shared-traces';

const TESTSUITE = 'ctf-testsuite/regression';
const BABELTRACE = 'babeltrace/fail';

/** Metadata that babeltrace2 or the test suite refuses. Other folders named `fail` have a damaged stream. */
const REFUSED: readonly string[] = [
  `${BABELTRACE}/fail1`,
  `${BABELTRACE}/fail2`,
  `${BABELTRACE}/integer-range`,
  `${BABELTRACE}/invalid-sequence-length-field-class`,
  `${BABELTRACE}/invalid-variant-selector-field-class`,
  `${BABELTRACE}/lttng-modules-2.0-pre1`,
  `${BABELTRACE}/metadata-syntax-error`,
  `${BABELTRACE}/packet-based-metadata`,
  `${BABELTRACE}/smalltrace`,
];

/** Metadata that others refuse and this reader accepts. */
const ACCEPTED_HERE: Readonly<Record<string, string>> = {
  ...tolerated('a type that is not used has a reference that leads to no field', [
    `${TESTSUITE}/metadata/fail/array-size-identifier`,
    `${TESTSUITE}/metadata/fail/array-size-type`,
    `${TESTSUITE}/metadata/fail/variant-string-fields`,
    'ctf-1/fail-ctf-testsuite-array-size-identifier',
    'ctf-1/fail-ctf-testsuite-array-size-type',
  ]),
  ...tolerated('the packets of the metadata have another byte order than the trace, and can be read', [
    `${TESTSUITE}/metadata/fail/metadata-packetized-endianness-mismatch`,
  ]),
  ...tolerated('an unknown attribute is ignored, as babeltrace2 and the test suite do', [
    'ctf-1/fail-clk-type-unknown-attr',
    'ctf-1/fail-dst-unknown-attr',
    'ctf-1/fail-ert-unknown-attr',
    'ctf-1/fail-ert-wrong-model-emf-uri-attr',
    'ctf-1/fail-fl-float-type-unknown-attr',
    'ctf-1/fail-fl-int-type-unknown-attr',
    'ctf-1/fail-nt-str-type-unknown-attr',
    'ctf-1/fail-trace-type-unknown-attr',
  ]),
  ...tolerated('a negative offset in cycles is valid in the test suite', ['ctf-1/fail-clk-type-wrong-offset-attr-1']),
  ...tolerated('the environment is only shown', [
    'ctf-1/fail-env-dup',
    'ctf-1/fail-env-out-of-range-pos',
    'ctf-1/fail-env-wrong-entry',
  ]),
  ...tolerated('the decoder refuses a packet with endless events', [
    'ctf-1/fail-ert-empty-1',
    'ctf-1/fail-ert-empty-2',
    'ctf-1/fail-ert-empty-3',
    'ctf-1/fail-ert-empty-4',
    'ctf-1/fail-ert-empty-5',
  ]),
  ...tolerated('the log level is only shown', ['ctf-1/fail-ert-log-level-attr-out-of-range']),
  ...tolerated('an event without stream id belongs to the only stream, as in babeltrace2', [
    'ctf-1/fail-ert-missing-stream-id-attr',
  ]),
  ...tolerated('an integer `magic` of another size or place is a field without meaning', [
    'ctf-1/fail-trace-type-ph-type-inval-magic-member-1',
    'ctf-1/fail-trace-type-ph-type-inval-magic-member-2',
  ]),
  ...tolerated('an option without label is never selected; the test suite has such a trace', [
    'ctf-1/fail-var-type-inval-sel-loc-11',
  ]),
  ...tolerated('CTF 1.8 allows it, as yactfr says', ['ctf-1/fail-var-type-named-rel-sel-loc']),
};

/** Metadata that others accept and this reader refuses, with the code of the refusal. */
const REFUSED_HERE: Readonly<Record<string, string>> = {
  // An integer of 1024 bits, which babeltrace2 refuses too.
  [`${TESTSUITE}/stream/pass/integer-large-size`]: 'unsupported',
};

function tolerated(reason: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, reason]));
}

/** `accepted`, or the code of the refusal. Any other error fails the test. */
function outcome(bytes: Uint8Array): string {
  try {
    readMetadata(bytes);
    return 'accepted';
  } catch (error) {
    if (error instanceof ReadError) return error.code;
    throw error;
  }
}

function check(name: string, bytes: Uint8Array, isValid: boolean): void {
  const expected = REFUSED_HERE[name] ?? (isValid || name in ACCEPTED_HERE ? 'accepted' : /^(metadata|unsupported)$/);
  expect(outcome(bytes)).toMatch(expected);
  if (name in ACCEPTED_HERE || name in REFUSED_HERE) expect(isValid).toBe(name in REFUSED_HERE);
}

describeWithTraces(
  'metadata of public traces is accepted or refused as expected',
  ['babeltrace', 'ctf-testsuite', 'tracecompass'],
  (root) => {
    it.each(leavesBelow(root))('%s', (name) => {
      const isValid = !REFUSED.includes(name) && !name.startsWith(`${TESTSUITE}/metadata/fail/`);
      check(name, readFileSync(join(root, name, 'metadata')), isValid);
    });
  },
);

describeWithTraces('metadata of yactfr is accepted or refused as expected', ['yactfr'], (traces) => {
  const root = join(traces, 'yactfr/tests/tests-metadata-text');
  const names = ['ctf-1', 'ctf-2', 'ctf-2/auto-translated'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => /^(pass|fail)-/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  // A test that must fail has its message after the metadata.
  it.each(names)('%s', (name) => {
    const [first = '', second] = readFileSync(join(root, name), 'utf8').split(/^---\n/m);
    check(name, new TextEncoder().encode(second ?? first), name.includes('/pass-'));
  });
});
