import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const apiUrl = process.env.DURASCOPE_API_URL ?? 'http://127.0.0.1:7072';

const unusedInBrowser =
  /\/zod\/v4\/(core\/(json-schema-processors|to-json-schema|doc|memoizer)|locales\/en)\.js$/;
/** Methods of schemas that no schema of this project is built or read with. */
const unusedMethods = [
  ...[
    'exactOptional',
    'nonoptional',
    'and',
    'prefault',
    'readonly',
    'superRefine',
    'describe',
    'meta',
    'apply',
  ],
  ...['validate', 'validateAsync', 'encode', 'decode', 'encodeAsync', 'decodeAsync'],
  ...['safeEncode', 'safeDecode', 'safeEncodeAsync', 'safeDecodeAsync', 'toJSONSchema'],
  ...['regex', 'includes', 'lowercase', 'uppercase', 'normalize', 'toUpperCase', 'slugify'],
  ...['safeExtend', 'merge', 'omit', 'exactPartial', 'required', 'multipleOf', 'step'],
].join('|');
/** Parts of files: `z.string().email()` and its like, of which each brings the pattern of its format along, and ways to lay out issues. */
const unusedParts = [
  {
    file: /\/zod\/v4\/classic\/schemas\.js$/,
    part: new RegExp(
      [
        String.raw`^ {4}\w+\(params\) \{\s+return this\.check\((?:core|iso)\.\w+\([^;]*\);\s+\},\n`,
        String.raw`^ {4}(?:async )?(?:${unusedMethods})(?:: (?:async )?function \w+)?\([^)]*\) \{\n(?: {8}.*\n)+ {4}\},\n`,
      ].join('|'),
      'gm',
    ),
  },
  { file: /\/zod\/v4\/classic\/errors\.js$/, part: /^ {4}_lazyMethod\(proto, "(?:format|flatten)".*\n/gm },
] as const;

/**
 * Leaves out what zod brings along unasked: the browser neither describes schemas nor words their issues, its policy
 * forbids compiled parsers, its data has no cycles and its texts no formats. Worth 11 kB of the first page; should zod move
 * these files, only the size changes.
 */
const leanZod: Plugin = {
  name: 'lean-zod',
  enforce: 'pre',
  applyToEnvironment: (environment) => environment.name === 'client',
  transform(code, id) {
    const unused = unusedParts.find(({ file }) => file.test(id));
    if (unused !== undefined) {
      // Compiled parsers are the only difference between the two.
      const lean = code.replaceAll(unused.part, '').replaceAll('$ZodObjectJIT', '$ZodObject');
      return { code: lean, map: null };
    }
    if (!unusedInBrowser.test(id)) return null;
    const names = [...code.matchAll(/^export (?:const|function|class) (\w+)/gm)];
    return {
      code: [
        'const nothing = () => () => undefined;',
        ...names.map(
          ([, name]) =>
            `export const ${name ?? ''} = ${name === 'memoizer' ? '() => undefined' : 'nothing'};`,
        ),
        'export default () => ({ localeError: nothing });',
      ].join('\n'),
      map: null,
    };
  },
};

/** Without modules to preload, all that is left to do before an import is to wait for its style sheet. Worth 1 kB of the first page. */
const leanPreload: Plugin = {
  name: 'lean-preload',
  enforce: 'pre',
  applyToEnvironment: (environment) => environment.name === 'client',
  load: (id) =>
    id === '\0vite/preload-helper.js'
      ? `const sheets = new Map();
         const load = (path) => new Promise((resolve, reject) => {
           const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/' + path });
           link.onload = resolve;
           link.onerror = () => {
             sheets.delete(path);
             link.remove();
             reject(new Error(path + ' cannot be loaded.'));
           };
           document.head.append(link);
         });
         const isThere = (path) => document.querySelector('link[href="/' + path + '"]') !== null;
         const once = (path) => {
           if (!sheets.has(path)) sheets.set(path, isThere(path) ? null : load(path));
           return sheets.get(path);
         };
         export const __vitePreload = (run, paths = []) => Promise.all(paths.map(once)).then(run);`
      : null,
};

/** Nothing is painted before the chosen theme is known; Vite drops the attribute when it stands in the page itself. */
const paintWhenReady: Plugin = {
  name: 'paint-when-ready',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
  },
};

const instanceScreen = /[\\/]client[\\/]app[\\/]instance-screen/;

/**
 * Where an instance's page is opened, the browser is told at once of all its code, which it would find step by step.
 * `server/http/spa.ts` leaves these links out at other addresses.
 */
const preloadInstancePage: Plugin = {
  name: 'preload-instance-page',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) => {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const screen = chunks.find(({ moduleIds }) => moduleIds.some((id) => instanceScreen.test(id)));
      const needed = screen === undefined ? [] : [screen.fileName, ...screen.imports];
      return chunks
        .filter(({ fileName, isEntry }) => !isEntry && needed.includes(fileName))
        .map(({ fileName }) => ({
          tag: 'link',
          attrs: {
            rel: 'modulepreload',
            crossorigin: true,
            href: `/${fileName}`,
            'data-for': '/hubs/*/instances/*',
          },
          injectTo: 'head',
        }));
    },
  },
};

const sharedParts = /[\\/](?:lucide-react|client[\\/](?:components|lib|api)|shared)[\\/]/;
const shell = /[\\/]client[\\/]app[\\/](?:header-controls|hub-switcher|session[\\/]session-watch)/;
const instancePage =
  /[\\/]client[\\/](?:app[\\/]instance-screen|features[\\/]instance[\\/](?:[^\\/]*$|history[\\/]))/;

/**
 * Dozens of small files cost a browser far more time than the same code in a few. So what the first page needs comes as
 * one file, which compresses better as well, and so do the controls around every page, what many pages are made of, what
 * an instance's page shows first, and the icons that are left.
 */
const chunkGroups = [
  { name: 'first', tags: ['$initial' as const] },
  { name: 'shell', test: shell },
  { name: 'parts', test: sharedParts, minShareCount: 5 },
  { name: 'instance', test: instancePage },
  { name: 'icons', test: /[\\/]lucide-react[\\/]/ },
];

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react(), tailwindcss(), leanZod, leanPreload, paintWhenReady, preloadInstancePage],
  build: isSsrBuild
    ? { outDir: 'dist/server', emptyOutDir: true, target: 'node20', copyPublicDir: false }
    : {
        outDir: 'dist/client',
        emptyOutDir: true,
        target: 'es2023',
        modulePreload: false,
        chunkSizeWarningLimit: 600,
        rolldownOptions: {
          treeshake: {
            // Endpoints that a page does not call leave no trace in it.
            manualPureFunctions: ['defineEndpoint'],
            // No property here does anything when it is only read.
            propertyReadSideEffects: false,
          },
          output: { codeSplitting: { groups: chunkGroups } },
        },
      },
  server: { proxy: { '/api': { target: apiUrl }, '/auth': { target: apiUrl } } },
  test: {
    projects: [
      { extends: true, test: { name: 'shared', include: ['shared/**/*.test.ts'], environment: 'node' } },
      {
        extends: true,
        test: {
          name: 'client',
          include: ['client/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          setupFiles: ['client/testing/setup.ts'],
          // Leaves out of zod what the built pages do without: what misses it fails here first.
          server: { deps: { inline: ['zod'] } },
          // Typing and clicking through whole pages is slow where the processor is shared.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['server/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
}));
