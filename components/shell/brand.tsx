/** The mark: a bridge half raised over water. */
export function BrandMark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" className={className} aria-hidden="true">
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path
        d="M5 17V7m14 10V7M5 16l8.5-6.5M19 16h-4.5"
        className="stroke-on-accent"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
      <path
        d="M4 19.5h16"
        className="stroke-on-accent"
        strokeWidth="1.2"
        strokeLinecap="round"
        opacity=".55"
      />
    </svg>
  );
}
