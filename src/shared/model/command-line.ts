/** How a user calls the command line: the start of a command to copy, before the name of a command. */
export const commandLine = (fromCheckout: boolean): string => (fromCheckout ? 'npm run cli --' : 'containers-trace');

/** The same as root. sudo(8) replaces PATH, and only the user's may contain Node and npm. */
export const commandLineAsRoot = (fromCheckout: boolean): string =>
  `sudo ${fromCheckout ? 'env "PATH=$PATH" ' : ''}${commandLine(fromCheckout)}`;
