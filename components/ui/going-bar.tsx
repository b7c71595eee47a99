import { ProgressBar } from './progress-bar.tsx';

/** On top of the window while what was asked for is on its way; what comes at once is not announced. */
export function GoingBar() {
  return (
    <div
      role="progressbar"
      aria-label="On its way"
      className="animate-late fixed inset-x-0 top-0 z-50"
    >
      <ProgressBar />
    </div>
  );
}
