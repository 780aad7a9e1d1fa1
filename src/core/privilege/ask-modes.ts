/** Argument of ask-main: call pkexec as a child, after the line ASK_NOW on standard input. */
export const ON_TERMINAL = 'on-terminal';
export const ASK_NOW = 'ask';
