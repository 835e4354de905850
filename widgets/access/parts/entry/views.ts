import type { FirstConnection } from '../../../../server/access/first-connection/contract.ts';

/** The screens: those that the server's steps ask for, and those of this side alone. */
export type View =
  | 'start'
  | 'proof'
  | 'holder'
  | 'form'
  | 'access'
  | 'taken'
  | 'confirm'
  | 'password'
  | 'link'
  | 'dead-link'
  | 'expired'
  | 'elsewhere'
  | 'signed-in'
  | 'asking';

/** Which step of its path a view belongs to; the same number for what completes a step. */
const steps: Record<FirstConnection['path'], View[][]> = {
  'first-connection': [['start', 'proof'], ['holder', 'form', 'taken'], ['confirm'], ['password']],
  'create-space': [
    ['start', 'proof'],
    ['holder', 'form'],
    ['access', 'taken'],
    ['confirm', 'password'],
  ],
  'tenant-registration': [['form'], ['access'], ['confirm', 'password']],
  invitation: [['confirm'], ['password']],
};

/** `isProved`: no mail is to be confirmed. */
export const progressOf = (
  path: FirstConnection['path'],
  view: View,
  isProved: boolean,
): [number, number] | undefined => {
  const left = isProved ? steps[path].filter(([first]) => first !== 'confirm') : steps[path];
  const at = left.findIndex((views) => views.includes(view));
  return at < 0 ? undefined : [at + 1, left.length];
};

/** What the server waits for. */
export const viewOf = ({ step, holders }: FirstConnection, holder: string | undefined): View => {
  if (step === 'second-proof') return 'proof';
  if (step !== 'details') return step;
  return holders.length > 0 && !holder ? 'holder' : 'form';
};
