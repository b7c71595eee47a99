/** Whether the system said this of a file, such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** What was asked for, or nothing when the system says this. */
export async function orNothing<T>(code: string, asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (hasCode(error, code)) return undefined;
    throw error;
  }
}
