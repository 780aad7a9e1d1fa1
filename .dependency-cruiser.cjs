// Checks the layers of ARCHITECTURE.md: shared <- core <- {main, cli}. Renderer and preload import only shared. The helper,
// which runs as root, imports only the parts of shared that it needs.
// TypeScript 7 has no JS API, so dependency-cruiser parses TypeScript with @swc/core. Without @swc/core it finds 0 modules and
// still exits with 0, so scripts/run/check-steps.mjs checks the module count.
const shell = '^src/(core/process/[^/]+|helper/exec)\\.ts$';
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-stands-alone',
      comment: 'shared is pure: it imports no node, electron or react, and only the library zod',
      severity: 'error',
      from: { path: '^src/shared' },
      to: { pathNot: '^src/shared|node_modules/zod/' },
    },
    {
      name: 'reader-stands-alone',
      comment: 'the reader of traces is pure: no node, no electron, no engine, and no model of the product',
      severity: 'error',
      from: { path: '^src/reader' },
      // The compiled core is a module of scripts/build/reader-core-plugin.mjs.
      to: { pathNot: '^src/reader|^virtual:reader-core$' },
    },
    {
      name: 'only-core-reads-traces',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(reader|core)/' },
      to: { path: '^src/reader' },
    },
    {
      name: 'core-knows-no-shell-around-it',
      severity: 'error',
      from: { path: '^src/core' },
      to: { path: '^src/(main|preload|renderer|cli|helper)|node_modules/electron/' },
    },
    {
      name: 'one-folder-starts-processes',
      severity: 'error',
      from: { path: '^src', pathNot: shell },
      to: { path: '^(node:)?child_process$|node_modules/execa/' },
    },
    {
      name: 'cli-sees-core',
      severity: 'error',
      from: { path: '^src/cli' },
      to: { path: '^src/(main|preload|renderer)|node_modules/electron/' },
    },
    {
      name: 'helper-is-small',
      comment:
        'root runs only the protocol, the builders of argument lists, the models, zod and the files of the helper',
      severity: 'error',
      from: { path: '^src/helper' },
      to: {
        pathNot: '^src/(helper|shared/(privilege|tracing|engines|model))/|node_modules/zod/',
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'helper-stands-alone',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/helper' },
      to: { path: '^src/helper' },
    },
    {
      name: 'main-not-renderer',
      severity: 'error',
      from: { path: '^src/main' },
      to: { path: '^src/(renderer|preload|cli)' },
    },
    {
      name: 'preload-only-shared',
      severity: 'error',
      from: { path: '^src/preload' },
      to: { path: '^src/(main|renderer|core|cli)' },
    },
    {
      name: 'renderer-is-web-only',
      severity: 'error',
      from: { path: '^src/renderer' },
      to: { path: '^src/(main|preload|core|cli)|node_modules/(electron|dockerode|execa)/' },
    },
    {
      name: 'stores-below-views',
      comment: 'views and the frame show the data of stores and models, which import no component',
      severity: 'error',
      from: { path: '^src/renderer/(stores|models|format|texts|parts)/' },
      to: { path: '^src/renderer/(views|frame)/' },
    },
    {
      name: 'models-are-pure',
      severity: 'error',
      from: { path: '^src/renderer/(models|format|texts)/' },
      to: { path: '^src/renderer/(stores|parts|bridge)' },
    },
    { name: 'renderer-no-node', severity: 'error', from: { path: '^src/renderer' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'journal-below-its-users',
      comment: 'library, archive, imports, images and runs write journals, and the journal imports none of them',
      severity: 'error',
      from: { path: '^src/core/journal' },
      to: { path: '^src/core', pathNot: '^src/core/(journal|files|process)/' },
    },
    {
      name: 'files-and-processes-below',
      comment: 'every folder of core reads files and starts processes, and these two import no other folder of core',
      severity: 'error',
      from: { path: '^src/core/(files|process)/' },
      to: { path: '^src/core/', pathNot: '^src/core/(files|process)/|^src/core/[^/]+\\.ts$' },
    },
    {
      name: 'runs-above-the-library',
      comment: 'a recording uses library, images, archive and imports, and none of them imports recordings',
      severity: 'error',
      from: { path: '^src/core/(library|images|archive|imports|engines|tracer|process|files|settings)/' },
      to: { path: '^src/core/(runs|watchdog|doctor)/' },
    },
    {
      name: 'engines-apart',
      comment: 'engines share only the files outside their folders, and the Docker API',
      severity: 'error',
      from: { path: '^src/core/engines/(podman|apptainer)/' },
      to: { path: '^src/core/engines/(podman|apptainer)/', pathNot: '^src/core/engines/$1/' },
    },
    {
      name: 'engine-names-stay-home',
      comment: 'other code uses an engine only through the registry',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(shared|core)/engines/' },
      to: {
        path: '^src/(shared/engines/(podman|docker|apptainer)[^/]*\\.ts$|core/engines/(podman|docker-api|apptainer)/)',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
