/** The icons that there are as marks, in `app/marks.css`. */
export type MarkName =
  | 'check'
  | 'circle'
  | 'circle-check'
  | 'circle-dashed'
  | 'circle-exclamation-point'
  | 'circle-pause'
  | 'circle-question-mark'
  | 'circle-x'
  | 'contrast'
  | 'globe'
  | 'info'
  | 'loader-circle'
  | 'lock'
  | 'server'
  | 'shield-check'
  | 'triangle-exclamation-point'
  | 'x';

/**
 * An icon as one empty element, for what stands in hundreds of rows or is drawn in the browser. A word
 * beside it says the same.
 */
export function Mark({ name, className }: { name: MarkName; className: string }) {
  return <i aria-hidden className={`mark mark-${name} ${className}`} />;
}
