/**
 * The folder in which app and helper meet: 0700, the user's own. The app listens on a socket in it (0600) and writes a
 * token (0600) that serves once; the helper connects, sends the token as its first line, and the app removes both.
 */
export const MEETING_SOCKET = 's';
export const MEETING_TOKEN = 'token';
export const TOKEN_BYTES = 32;
/** The token as it is written and sent. */
export const TOKEN_PATTERN = /^[0-9a-f]{64}$/;
/** What the helper reads of a token file, at most; a longer one is none of ours. */
export const LONGEST_TOKEN_FILE = 128;

/**
 * The only characters of a path that goes into the command that root's shell reads: sudo-prompt expands `$`, backtick and
 * backslash twice, and quotes are its own.
 */
export const PLAIN_PATH = /^\/[A-Za-z0-9_./+-]+$/;
