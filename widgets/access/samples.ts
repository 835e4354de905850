import type { AccessOverview } from '../../server/access/contact/contract.ts';
import type { StepUp } from '../../server/access/step-up/contract.ts';

export const sampleOverview: AccessOverview = {
  email: 'helene.aubry@courriel.example',
  alias: null,
  phone: { masked: '06 •• •• •• 12', signsFrom: '2026-01-01T00:00:00.000Z' },
  phoneOffered: true,
  hasPassword: true,
  passkeys: [
    {
      id: 'p1',
      name: 'Téléphone d’Hélène',
      createdAt: '2026-03-01T09:00:00.000Z',
      lastUsedAt: '2026-11-19T09:00:00.000Z',
    },
  ],
  totp: false,
  recoveryCodesLeft: 0,
  linked: [
    {
      provider: 'google',
      name: 'Google',
      label: 'h…@courriel.example',
      linkedAt: '2026-04-02T09:00:00.000Z',
    },
  ],
  offers: [
    { provider: 'google', name: 'Google' },
    { provider: 'oidc', name: 'Fournisseur de démonstration' },
  ],
  channels: [
    { channel: 'sms', to: '06 •• •• •• 12' },
    { channel: 'email', to: 'h…@courriel.example' },
  ],
  emailChange: null,
};

export const sampleStepUp: StepUp = {
  id: 's1',
  channel: 'email',
  to: 'h…@courriel.example',
  says: 'Changer votre mot de passe',
  expiresAt: '2026-11-21T10:10:00.000Z',
  passkey: null,
};
