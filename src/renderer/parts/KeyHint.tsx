import { keyLabel } from '../format/key-name';

/** A key or keys, named as in aria-keyshortcuts, as they are written on the keyboard. */
export const KeyHint = ({ keys }: { keys: string }) => <kbd>{keyLabel(keys)}</kbd>;
