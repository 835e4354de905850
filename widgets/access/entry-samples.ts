import type { ContactDetails, FirstConnection } from '../../server/access/first-connection/contract.ts';
import type { Agency } from '../../server/agency/contract.ts';
import type { Bootstrap } from '../../server/portal/contract.ts';
import { sampleAgency, sampleBootstrap } from '../shared/testing/samples.ts';

export const nobodyAt = (agency: Partial<Agency> = {}, own: Partial<Bootstrap> = {}): Bootstrap =>
  sampleBootstrap({ person: null, agency: { ...sampleAgency, ...agency }, ...own });

export const onFile: ContactDetails = {
  civility: 'Mme',
  lastName: 'Aubry-Desrosiers',
  firstName: 'Hélène',
  email: '',
  phone: '02 40 11 22 33',
  address: '12 quai de la Fosse',
  postcode: '44000',
  town: '',
};

/** Where a first connection stands. */
export const at = (
  step: FirstConnection['step'],
  own: Partial<FirstConnection> = {},
): { connection: FirstConnection; person: null } => ({
  connection: {
    path: 'first-connection',
    step,
    account:
      step === 'second-proof'
        ? null
        : { identifier: 'C0045210', role: 'owner', label: 'M. et Mme Aubry-Desrosiers' },
    holders: [],
    secondProof: null,
    details: step === 'second-proof' ? null : onFile,
    provedEmail: null,
    mail: null,
    ...own,
  },
  person: null,
});

export const nowhere = { connection: null, person: null };

/** A mail that may be asked for again. */
export const mailed = (state: 'waiting' | 'sent' | 'refused' = 'sent'): Partial<FirstConnection> => ({
  mail: { to: 'helene.aubry@courriel.example', state, againFrom: '2020-01-01T00:00:00.000Z' },
});
