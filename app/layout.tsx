import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { SaysScript } from '#components/shell/says-script';
import { StumbledPage } from '#components/shell/stumbled-page';
import { answerNotReady } from '#lib/answer-status';
import { sessionsAnswer } from '#lib/auth/next';
import { geistMono, geistSans } from './fonts.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Drawbridge', template: '%s · Drawbridge' },
  description: 'Who may reach the API server of your AKS clusters, and a safe way to change it.',
  robots: { index: false },
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#15181e' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A page made at build time has no nonce, and its scripts would be refused.
  await connection();
  // What a page throws, Next tells to script only. Without its store, no page can say who is signed in.
  const isReady = await sessionsAnswer();
  if (!isReady) answerNotReady();
  return (
    <html lang="en" className={`${geistSans.variable} ${geistMono.variable}`}>
      <body className="font-sans antialiased">
        {isReady ? children : <StumbledPage isReady={false} />}
        <SaysScript />
      </body>
    </html>
  );
}
