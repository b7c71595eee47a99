'use client';
// Needs the state of the form around it.

import { useFormStatus } from 'react-dom';
import { GoingBar } from './going-bar.tsx';

/** Within a form: says that it has been sent and that its answer is on its way. */
export function FormBar() {
  return useFormStatus().pending && <GoingBar />;
}
