import localFont from 'next/font/local';

// `optional` and not what the package itself exports: a font that comes late is not swapped in, which
// would break lines anew and move all that is below them. From the second page on it is there.
export const geistSans = localFont({
  src: '../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2',
  variable: '--font-geist-sans',
  weight: '100 900',
  display: 'optional',
  // Its stand-in is in globals.css: the one that Next makes is of Arial only, which Linux has not.
  adjustFontFallback: false,
  fallback: ['Geist stand-in', 'ui-sans-serif', 'system-ui', 'sans-serif'],
});

export const geistMono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  display: 'optional',
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'SFMono-Regular', 'Menlo', 'Liberation Mono', 'monospace'],
});
