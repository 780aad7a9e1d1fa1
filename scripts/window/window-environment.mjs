// The environment that the window starts in.

/**
 * Variables that a Node project or an editor sets for its own Node and that end Electron before its window opens:
 * ELECTRON_RUN_AS_NODE makes it a Node, NODE_OPTIONS may hold an option that it refuses or a module that it cannot find, and
 * NODE_CHANNEL_FD names a descriptor that is not there. ELECTRON_FORCE_IS_PACKAGED makes a checkout look like an installed
 * package. What asks for something of the window itself (ELECTRON_ENABLE_LOGGING, ELECTRON_OZONE_PLATFORM_HINT) stays.
 */
const NOT_FOR_ELECTRON = /^(NODE_|ELECTRON_(RUN_AS_NODE|FORCE_IS_PACKAGED)$)/;

/** @param {NodeJS.ProcessEnv} env */
export function windowEnvironment(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_FOR_ELECTRON.test(name)));
}
