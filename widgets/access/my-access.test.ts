import { expect } from '@open-wc/testing';
import type { AccessOverview } from '../../server/access/contact/contract.ts';
import {
  type Asked,
  behavesLikeAWidget,
  fakeApi,
  fixture,
  refuse,
  type Routes,
  sampleBootstrap,
  settled,
  textOf,
  until,
} from '../shared/testing.ts';
import type { PalierElement } from '../shared/element.ts';
import './access.ts';
import './login.ts';
// There at once, so that what is shown when nobody is signed in does not grow under a test.
import './parts/passkey.ts';
import { sampleOverview } from './samples.ts';
import { field, fill, focused, press, sessions, submit } from './testing.ts';

const stepUp = {
  id: 's1',
  channel: 'email',
  to: 'h…@courriel.example',
  says: 'Changer votre mot de passe',
  expiresAt: '2026-11-21T10:10:00.000Z',
  passkey: null,
};

/** A server that knows one overview; what is done changes it. */
const server = (own: Partial<AccessOverview> = {}, routes: Routes = {}): Routes & { now: AccessOverview } => {
  const state = { now: { ...sampleOverview, ...own } };
  return Object.assign(
    {
      'GET /v1/bootstrap': sampleBootstrap(),
      'GET /v1/access': () => state.now,
      'GET /v1/sessions': { sessions },
      'POST /v1/step-ups': ({ body }: Asked) => ({ ...stepUp, channel: body?.['channel'] }),
      'POST /v1/step-ups/:id/code': {},
      ...routes,
    },
    state,
  );
};

const opened = async (element: PalierElement, section: string) => {
  await until(() => textOf(element).includes(section), section);
  await press(element, section);
};

const seen = (element: PalierElement) => textOf(element).replaceAll(/\s+/g, ' ');

behavesLikeAWidget('palier-access', {
  states: {
    closed: {
      routes: server(),
      reach: (element) => until(() => textOf(element).includes('Comptes liés'), 'the sections'),
    },
    email: { routes: server(), reach: (element) => opened(element, 'Adresse de courriel') },
    'email waiting': {
      routes: server({
        emailChange: { to: 'nouvelle@courriel.example', state: 'sent', until: '2026-11-22T10:00:00.000Z' },
      }),
      reach: (element) => opened(element, 'Adresse de courriel'),
    },
    'step-up': {
      routes: server(),
      reach: async (element) => {
        await opened(element, 'Mot de passe');
        await press(element, 'Changer mon mot de passe');
        await until(() => textOf(element).includes('par courriel à'), 'the ways');
        await press(element, 'par courriel à');
        await until(() => field(element, 'code'), 'the code');
      },
    },
    password: {
      routes: server({ channels: [{ channel: 'email', to: 'h…@courriel.example' }] }),
      reach: async (element) => {
        await opened(element, 'Mot de passe');
        await press(element, 'Changer mon mot de passe');
        await until(() => field(element, 'code'), 'the code');
        fill(element, 'code', '123456');
        submit(element).click();
        await until(() => field(element, 'current'), 'the form');
      },
    },
    passkeys: { routes: server(), reach: (element) => opened(element, 'Clés d’accès') },
    linked: { routes: server(), reach: (element) => opened(element, 'Comptes liés') },
  },
});
