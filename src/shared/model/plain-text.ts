// CSI, OSC, DCS/SOS/PM/APC and two-character escapes of ECMA-48, both in their 7-bit and 8-bit forms.
const SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b[PX^_]|[\u0090\u0098\u009e\u009f])[^\u001b\u009c]*(?:\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/g;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Removes everything that a terminal or the window interprets from text of containers, engines and traces: escape sequences,
 * control characters (except tab and newline) and Unicode's direction overrides.
 */
export function stripControls(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(SEQUENCES, '').replace(CONTROLS, '');
}

/**
 * Formats JSON with `\\u` escapes for everything that a terminal interprets. JSON.stringify only escapes C0 controls.
 * @param indent spaces of each level; 0 for one line
 */
export function plainJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Like stripControls, but on one line: newlines and tabs become spaces. For names and titles. */
export function oneLine(text: string): string {
  return stripControls(text).replace(/\s+/g, ' ').trim();
}
