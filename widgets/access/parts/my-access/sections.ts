import { html } from 'lit';
import { addedKey, remember } from '../../../shared/tab-memory.ts';
import { LazyScreen, type Screen } from '../../../shared/form-element.ts';
import type { Errand } from '../../errand.ts';
import { Acts } from './act.ts';
import { aliasSection } from './alias.ts';
import { type Access, type SectionName, text } from './access.ts';
import { emailSection } from './email.ts';
import { linkedSection } from './linked.ts';
import { passkeysSection } from './passkeys.ts';
import { passwordSection } from './password.ts';
import { phoneSection } from './phone.ts';
import { twoStepSection } from './two-step.ts';

const sessionsSection = ({ host }: Access): Screen => {
  const part = new LazyScreen(
    host,
    () => import('../account.ts').then(({ sessions }) => sessions),
    undefined,
  );
  return { render: () => host.renderScreen(part) };
};

/** « Ajouter un compte » is a first connection whose account joins those that are there. */
const accountsSection = (access: Access): Screen => {
  const { host } = access;
  const { access: words, common } = host.t;
  const acts = new Acts(access);
  let part: LazyScreen<Errand> | undefined;
  const errand: Errand = {
    join: true,
    // Help is asked for right here; any other way leads back.
    go: (where, given) => {
      if (where !== 'assistance') return void access.done('');
      part = new LazyScreen(host, () => import('../assistance.ts'), { ...errand, ...given });
      host.focusTitle();
    },
    entered: async () => {
      // Said right here.
      remember(addedKey, null);
      await host.page.refresh();
      await access.done(text(host).joined);
    },
  };
  const add = async () => {
    part = new LazyScreen(host, () => import('../ways-in.ts'), errand);
    host.focusTitle();
  };
  return {
    get form() {
      return part?.screen?.form;
    },
    render: () =>
      part
        ? host.renderScreen(part)
        : html`<ul class="things" part="list">
              ${host.page.person?.accounts.map(
                ({ role, label, identifier }) =>
                  html`<li part="row">
                    <div>
                      ${common.role[role]}
                      <div class="muted small">${label} · ${words.account(identifier)}</div>
                    </div>
                  </li>`,
              )}
            </ul>
            <p>${acts.button(text(host).join, add)}</p>`,
  };
};

/** In the order of the screen; each is made when it is opened. */
export const sections: Record<SectionName, (access: Access) => Screen> = {
  email: emailSection,
  password: passwordSection,
  alias: aliasSection,
  phone: phoneSection,
  passkeys: passkeysSection,
  'two-step': twoStepSection,
  linked: linkedSection,
  accounts: accountsSection,
  sessions: sessionsSection,
};

/** Those that are of use here and to this person: an agency without SMS, or without other ways in, has none of them. */
export const shownTo = ({ host, overview }: Access): SectionName[] => {
  const { phone, phoneOffered, linked, offers } = overview;
  const useless: Partial<Record<SectionName, boolean>> = {
    phone: !phoneOffered && !phone,
    linked: linked.length === 0 && offers.length === 0,
    accounts: host.page.person?.isAgent ?? false,
  };
  return (Object.keys(sections) as SectionName[]).filter((name) => !useless[name]);
};

/** How things stand, in one sentence. */
export const stateOf = (name: SectionName, { host, overview }: Access): string => {
  const words = text(host);
  const { email, emailChange, alias, phone, passkeys, linked } = overview;
  const at = (instant: string) => host.format.instant(instant);
  switch (name) {
    case 'email':
      if (!emailChange) return email;
      return emailChange.state === 'confirmed'
        ? words.emailConfirmed(email, at(emailChange.until))
        : words.emailWaiting(email, emailChange.to);
    case 'password':
      return overview.hasPassword ? words.passwordYes : words.passwordNo;
    case 'alias':
      return alias === null ? words.aliasNo : words.aliasYes(alias);
    case 'phone':
      if (!phone) return words.phoneNo;
      return phone.signsFrom > new Date().toISOString()
        ? words.phoneSoon(phone.masked, at(phone.signsFrom))
        : phone.masked;
    case 'passkeys':
      return passkeys.length > 0 ? words.passkeysYes(passkeys.length) : words.passkeysNo;
    case 'two-step':
      return overview.totp ? words.totpYes(overview.recoveryCodesLeft) : words.totpNo;
    case 'linked':
      return linked.map(({ name: provider }) => provider).join(', ') || words.linkedNo;
    case 'accounts':
      return host.page.person?.accounts.map(({ identifier }) => identifier).join(', ') ?? '';
    case 'sessions':
      return words.sessionsState;
  }
};
