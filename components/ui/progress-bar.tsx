/** A thin bar that moves while something is under way; what is under way is said beside it. */
export function ProgressBar() {
  return (
    <div aria-hidden className="relative h-0.5 overflow-hidden rounded bg-accent-soft">
      <div className="animate-sweep absolute inset-y-0 w-2/5 rounded bg-accent" />
    </div>
  );
}
