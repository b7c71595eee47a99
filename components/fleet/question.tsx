import { type Question, questionInOneLine } from '#lib/clusters/fleet/question';
import { longestTyped } from '#lib/clusters/fleet/view-url';
import { Addresses } from '../ui/addresses.tsx';
import { ButtonLink } from '../ui/button.tsx';

const problemsId = 'question-problems';

/** The field that asks from another address than one's own. Empty, it is one's own again. */
export function QuestionField({ question }: { question: Question }) {
  const isWrong = question.problems.length > 0;
  return (
    <label className="grid gap-0.5 max-sm:w-full">
      <span className="text-2xs text-muted">Where can I get in from?</span>
      <input
        key={question.text}
        name="from"
        defaultValue={questionInOneLine(question)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={longestTyped}
        placeholder="You, or any address or range"
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? problemsId : undefined}
        className="field font-mono text-[0.8125rem] placeholder:font-sans sm:w-60 lg:max-[72rem]:w-52"
      />
    </label>
  );
}

/** What of the question could not be understood, each with what was probably meant. */
export function QuestionProblems({
  question,
  hrefOf,
}: {
  question: Question;
  /** The page with another text. */
  hrefOf: (from: string) => `/clusters${string}`;
}) {
  if (question.problems.length === 0) return null;
  return (
    <ul id={problemsId} className="grid gap-1">
      {question.problems.map(({ words, instead }) => (
        <li key={words} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-danger">
          <span className="[overflow-wrap:anywhere]">
            <Addresses text={words} />
          </span>
          {instead !== undefined && (
            <ButtonLink href={hrefOf(instead.text)} small>
              Use <Addresses text={instead.meant} />
            </ButtonLink>
          )}
        </li>
      ))}
      {question.isMine && <li className="text-muted">Below, it is about you.</li>}
    </ul>
  );
}
