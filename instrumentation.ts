/** Starts what lives as long as the process. Next calls it once, before the first request. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { startProcess } = await import('./lib/process.ts');
  await startProcess();
}
