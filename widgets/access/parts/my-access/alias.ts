import { html, nothing } from 'lit';
import { call } from '../../../shared/api.ts';
import type { Screen } from '../../../shared/form-element.ts';
import { type Access, OneField, text } from './access.ts';
import { Acts } from './act.ts';

/** A name of one's own for signing in. */
export const aliasSection = (access: Access): Screen => {
  const { host, overview } = access;
  const words = () => text(host);
  const acts = new Acts(access);
  const form = new OneField(host, {
    name: 'alias',
    ask: {
      label: () => words().alias,
      hint: () => words().aliasHow,
      autocomplete: 'username',
      value: overview.alias ?? '',
    },
    wrong: (value) => (/^[\p{L}\d][\p{L}\d.-]{3,39}$/u.test(value) ? undefined : 'not-valid'),
    words: () => [words().send, words().sending],
    async act(alias) {
      await call(host.api.access.alias.$put({ json: { alias } }));
      await access.done(words().aliasDone);
    },
  });
  const remove = async () => {
    await call(host.api.access.alias.$delete());
    await access.done(words().aliasRemoved);
  };
  return {
    form,
    render: () =>
      html`${form.render()} ${acts.render()}
      ${overview.alias === null ? nothing : acts.button(words().remove, remove, 'link')}`,
  };
};
