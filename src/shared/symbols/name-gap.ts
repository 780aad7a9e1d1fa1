/** Why a function has no name. A closed list, so that each reason has a text and a remedy. */
export type NameGap =
  /** Processes cannot be told apart, because their events lack the context `vpid`. */
  | { kind: 'no-vpid' }
  /** No event says where the process loaded its program and libraries. */
  | { kind: 'no-load-event' }
  /** The address is in no loaded file: generated code, or a library whose load event was not recorded. */
  | { kind: 'no-binary' }
  /** The engine does not have the image any more. */
  | { kind: 'image-gone'; binary: string; image: string }
  /** There is no such file in the image, where it was created in the container or is on a volume, or on the machine. */
  | { kind: 'file-missing'; binary: string }
  /** The file's build id or size in memory is not that of the file that ran. */
  | { kind: 'file-changed'; binary: string }
  /** The file has no symbols at all. */
  | { kind: 'stripped'; binary: string }
  /** The file has symbols of exported functions only, and none is at the address. */
  | { kind: 'exported-only'; binary: string }
  /** The file has symbols, and none is at the address. */
  | { kind: 'no-symbol'; binary: string }
  /** The file is not an ELF file that this version reads, or exceeds a limit. */
  | { kind: 'unreadable'; binary: string }
  /** The symbols were not read: reading them failed or was cancelled. */
  | { kind: 'not-read'; binary: string };

export type NameGapKind = NameGap['kind'];

interface GapText {
  what: string;
  remedy: string;
}

const FOLDER = 'Name a folder with the file or its debug file.';

type TextOf<K extends NameGapKind> = (gap: Extract<NameGap, { kind: K }>) => GapText;

const TEXTS: { [K in NameGapKind]: TextOf<K> } = {
  'no-vpid': () => ({
    what: 'The context vpid was not recorded.',
    remedy: 'Record again with the context vpid.',
  }),
  'no-load-event': () => ({
    what: 'No load event of the process was recorded.',
    remedy: 'Record again with the events lttng_ust_statedump:* and lttng_ust_lib:*.',
  }),
  'no-binary': () => ({
    what: 'The address is in no recorded program or library.',
    remedy: 'Record again with the events lttng_ust_lib:* and the preload library dl.',
  }),
  'image-gone': ({ binary, image }) => ({
    what: `The symbols of ${binary} were not stored, and the image ${image} is gone.`,
    remedy: FOLDER,
  }),
  'file-missing': ({ binary }) => ({ what: `${binary} was not found.`, remedy: FOLDER }),
  'file-changed': ({ binary }) => ({ what: `${binary} is not the file that was recorded.`, remedy: FOLDER }),
  stripped: ({ binary }) => ({
    what: `${binary} is stripped.`,
    remedy: 'Name a folder with its debug file, or build it without strip.',
  }),
  'exported-only': ({ binary }) => ({
    what: `${binary} is stripped, and the function is not exported.`,
    remedy: 'Name a folder with its debug file, or build it without strip.',
  }),
  'no-symbol': ({ binary }) => ({ what: `${binary} has no symbol at this address.`, remedy: FOLDER }),
  unreadable: ({ binary }) => ({ what: `${binary} is not an ELF file that can be read.`, remedy: FOLDER }),
  'not-read': ({ binary }) => ({ what: `The symbols of ${binary} were not read.`, remedy: FOLDER }),
};

/** What a person reads about a missing name: one sentence with the reason, and one with the remedy. */
export function gapText<K extends NameGapKind>(gap: Extract<NameGap, { kind: K }>): GapText {
  return (TEXTS[gap.kind as K] as TextOf<K>)(gap);
}
