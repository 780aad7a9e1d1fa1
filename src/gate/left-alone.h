/*
 * Programs that get no threads of the tracer: PROGRAM(name, reason). They record no events. What they execute is traced, unless
 * it is in this table, too.
 *
 * - The kernel refuses unshare(2) and setns(2) of a user namespace, and setns(2) of a mount namespace, in a process with threads.
 * - The C library changes ids in all threads (nptl(7)) and aborts if a thread refuses. Capabilities and securebits belong to one
 *   thread (capabilities(7)), so the tracer's threads refuse in a program that changes them first.
 */
PROGRAM("setpriv", "changes capabilities and ids: the C library aborts it (the entrypoints of Redis and Valkey)")
PROGRAM("capsh", "changes capabilities and ids")
PROGRAM("gosu", "changes ids before it executes the program (entrypoints of images)")
PROGRAM("su-exec", "changes ids before it executes the program (entrypoints of images)")
PROGRAM("chpst", "changes ids and limits before it executes the program (runit)")
PROGRAM("setuidgid", "changes ids before it executes the program (daemontools)")
PROGRAM("s6-setuidgid", "changes ids before it executes the program (s6)")
PROGRAM("s6-applyuidgid", "changes ids before it executes the program (s6)")
PROGRAM("start-stop-daemon", "changes ids and closes descriptors before it executes the daemon")
PROGRAM("su", "changes ids and limits, and asks for passwords")
PROGRAM("runuser", "changes ids and limits")
PROGRAM("sudo", "changes ids and closes descriptors, and asks for passwords")
PROGRAM("doas", "changes ids, and asks for passwords")
PROGRAM("pkexec", "changes ids, and asks for passwords")
PROGRAM("login", "changes ids, and asks for passwords")
PROGRAM("newgrp", "changes ids, and asks for passwords")
PROGRAM("sg", "changes ids, and asks for passwords")
PROGRAM("unshare", "unshares a user namespace: the kernel refuses this with threads")
PROGRAM("nsenter", "enters user and mount namespaces: the kernel refuses this with threads")
PROGRAM("bwrap", "unshares a user namespace and changes capabilities")
PROGRAM("flatpak-bwrap", "unshares a user namespace and changes capabilities")
PROGRAM("firejail", "unshares namespaces and changes ids")
PROGRAM("newuidmap", "changes capabilities and ids")
PROGRAM("newgidmap", "changes capabilities and ids")
PROGRAM("runc", "enters namespaces (nested containers)")
PROGRAM("crun", "enters namespaces (nested containers)")
PROGRAM("podman", "enters a user namespace (nested containers)")
PROGRAM("buildah", "enters a user namespace (nested containers)")
PROGRAM("slirp4netns", "enters namespaces (nested containers)")
PROGRAM("pasta", "enters namespaces (nested containers)")
