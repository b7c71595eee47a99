/** What a form sends besides what is typed into it: by name, a text or several. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The fields of a form that nobody sees. */
export function Hidden({ fields }: { fields: Fields }) {
  return Object.entries(fields).flatMap(([name, texts = []]) =>
    [texts]
      .flat()
      .map((text) => <input key={`${name} ${text}`} type="hidden" name={name} value={text} />),
  );
}
