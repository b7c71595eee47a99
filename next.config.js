// The image optimiser is off, so the library it would load need not be shipped.
const unused = ['node_modules/sharp/**', 'node_modules/@img/**'];

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingExcludes: { '/*': unused, 'next-server': unused },
  // A lockfile in a folder above would otherwise be taken for the root of this project.
  turbopack: { root: import.meta.dirname },
  // They find files of their own beside their code, which a bundle would part them from.
  serverExternalPackages: ['@electric-sql/pglite', '@opentelemetry/sdk-node'],
  // `npm run check` checks the types of everything, tests included; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // What proxy.ts does not see.
  headers: async () => [
    {
      // Next compresses an answer whose type it knows before a route says so itself, and no other:
      // a screen of rows is 26 KB, and compressed 3.
      source: '/clusters/rows',
      headers: [{ key: 'content-type', value: 'application/json' }],
    },
    {
      source: '/_next/static/:path*',
      headers: [{ key: 'x-content-type-options', value: 'nosniff' }],
    },
  ],
  images: { unoptimized: true },
  // The title comes with the first bytes of a page for everybody: streamed after them, it is late in the tab.
  htmlLimitedBots: /.*/,
  poweredByHeader: false,
  // Otherwise `next dev` writes an AGENTS.md into the repository.
  agentRules: false,
  // `forbidden()` answers a real 403.
  experimental: {
    authInterrupts: true,
    // Ten thousand selected clusters by their ids are 1.4 MB; the usual limit is 1 MB.
    serverActions: { bodySizeLimit: '3mb' },
  },
};
