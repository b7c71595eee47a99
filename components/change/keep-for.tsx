import { keepForChoices, keepForWords } from '#lib/changes/shown/keep-for';
import { Select } from '../ui/select.tsx';

/** For how long what is added stays. `chosen`: in seconds, as the form sends it. */
export function KeepFor({ chosen = '' }: { chosen?: string | undefined }) {
  return (
    <Select label="For how long" name="keepFor" defaultValue={chosen} className="w-fit">
      <option value="">Until somebody takes it out</option>
      {keepForChoices.map((seconds) => (
        <option key={seconds} value={seconds}>
          {keepForWords(seconds)}, then out by itself
        </option>
      ))}
    </Select>
  );
}
