import 'server-only';
import { cookies } from 'next/headers';
import { scriptCookie } from '#lib/script-cookie';

/** Whether this browser has said that it runs script; not before its second request. */
export async function runsScript(): Promise<boolean> {
  return (await cookies()).has(scriptCookie);
}
