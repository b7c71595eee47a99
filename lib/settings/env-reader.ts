import type { z } from 'zod';

/** A setting that keeps the product from starting. Never holds the value: it may be a secret. */
export type SettingsProblem = {
  /** The environment variable. */
  readonly name: string;
  /** What is wrong, as the end of a sentence that starts with the name. */
  readonly problem: string;
  /** A value that would do. */
  readonly example: string;
};

/** How one setting is read. The schema's own message is what the operator reads. */
export type SettingSpec<T> = {
  readonly schema: z.ZodType<T, string>;
  readonly example: string;
};

/** The environment, as the settings read it. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Reads settings one by one and gathers every problem instead of stopping at the first. */
export type EnvReader = {
  readonly problems: readonly SettingsProblem[];
  /** Undefined when not set, or bad (then a problem is noted). Empty and blank mean not set. */
  read<T>(name: string, spec: SettingSpec<T>): T | undefined;
  /** Whether the setting is given at all, good or bad. */
  has(name: string): boolean;
  report(name: string, problem: string, example: string): void;
};

/** A reader of `env`. */
export function envReader(env: Env): EnvReader {
  const problems: SettingsProblem[] = [];
  const text = (name: string) => env[name]?.trim() || undefined;
  const report = (name: string, problem: string, example: string) => {
    problems.push({ name, problem, example });
  };

  return {
    problems,
    report,
    has: (name) => text(name) !== undefined,
    read: (name, spec) => {
      const given = text(name);
      if (given === undefined) return undefined;
      const parsed = spec.schema.safeParse(given);
      if (parsed.success) return parsed.data;
      report(name, parsed.error.issues[0]?.message ?? 'is not understood', spec.example);
      return undefined;
    },
  };
}
