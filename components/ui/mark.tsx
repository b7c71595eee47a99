/** The icons that there are as marks, in `app/marks.css`. */
export type MarkName =
  | 'check'
  | 'circle-question-mark'
  | 'circle-pause'
  | 'circle-x'
  | 'contrast'
  | 'globe'
  | 'loader-circle'
  | 'lock'
  | 'server'
  | 'shield-check'
  | 'x';

/** An icon as one empty element, for what stands in hundreds of rows. A word beside it says the same. */
export function Mark({ name, className }: { name: MarkName; className: string }) {
  return <i aria-hidden className={`mark mark-${name} ${className}`} />;
}
