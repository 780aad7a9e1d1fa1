import { keyLabel } from '../format/key-name';

/** One or more keys, named as in aria-keyshortcuts and shown as printed on the keyboard. */
export const KeyHint = ({ keys }: { keys: string }) => <kbd>{keyLabel(keys)}</kbd>;
