/**
 * The meeting folder, in which app and helper connect, belongs to the user and has the mode 0700. The app listens on a socket in it
 * (0600) and writes a one-time token (0600). The helper connects and sends the token as its first line. The app then deletes both.
 */
export const MEETING_SOCKET = 's';
export const MEETING_TOKEN = 'token';
export const TOKEN_BYTES = 32;
/** Format of the token in the file and on the socket. */
export const TOKEN_PATTERN = /^[0-9a-f]{64}$/;
/** Longest token file in bytes; the helper refuses a longer one. */
export const LONGEST_TOKEN_FILE = 128;

/**
 * Allowed paths in the command of root's shell. sudo-prompt expands `$`, backtick and backslash twice, and uses quotes itself.
 */
export const PLAIN_PATH = /^\/[A-Za-z0-9_./+-]+$/;
