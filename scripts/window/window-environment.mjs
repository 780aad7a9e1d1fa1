// The environment in which the window starts.

/**
 * Variables that a Node project or an editor sets for Node and that end Electron before its window opens.
 * ELECTRON_RUN_AS_NODE makes Electron run as Node. NODE_OPTIONS may contain an option that Electron refuses or a module that
 * it cannot find. NODE_CHANNEL_FD names a descriptor that does not exist. ELECTRON_FORCE_IS_PACKAGED makes a checkout look
 * like an installed package. Variables for the window itself (ELECTRON_ENABLE_LOGGING, ELECTRON_OZONE_PLATFORM_HINT) stay.
 */
const NOT_FOR_ELECTRON = /^(NODE_|ELECTRON_(RUN_AS_NODE|FORCE_IS_PACKAGED)$)/;

/** @param {NodeJS.ProcessEnv} env */
export function windowEnvironment(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_FOR_ELECTRON.test(name)));
}
