import { html, nothing } from 'lit';
import { call } from '../../../shared/api.ts';
import type { Screen } from '../../../shared/form-element.ts';
import { type Access, OneField, text } from './access.ts';
import { Acts } from './act.ts';

/** The device's own words are asked for by a click of their own: browsers want a gesture just before. */
export const passkeysSection = (access: Access): Screen => {
  const { host, overview } = access;
  const words = () => text(host);
  const acts = new Acts(access);
  let options: string | undefined;
  const form = new OneField(host, {
    name: 'name',
    ask: {
      label: () => words().passkeyName,
      hint: () => words().passkeyNameHow,
      optional: true,
      autocomplete: 'off',
    },
    wrong: (value) => (value.length > 60 ? 'too-long' : undefined),
    words: () => [words().passkeyCreate, words().passkeyCreating],
    act: (name) => acts.run(() => create(name), say),
  });
  let say: ((error: unknown) => string) | undefined;
  const add = async () => {
    const stepUp = await access.confirm({ kind: 'add-passkey' });
    if (!stepUp) return;
    const [asked, { sentenceFor }] = await Promise.all([
      call(host.api.passkeys.options.$post({ json: { stepUp } })),
      import('../passkey.ts'),
    ]);
    options = asked.options;
    say = (error) => sentenceFor(error, host, 'register');
    host.focusField();
  };
  const create = async (name: string) => {
    const { register } = await import('../passkey.ts');
    const response = await register(options ?? '');
    await call(host.api.passkeys.$post({ json: { response, name } }));
    await access.done(words().passkeyDone);
  };
  const remove = (id: string) => async () => {
    const stepUp = await access.confirm({ kind: 'remove-passkey', id });
    if (!stepUp) return;
    await call(host.api.passkeys[':id'].$delete({ param: { id }, json: { stepUp } }));
    await access.done(words().passkeyRemoved);
  };
  return {
    get form() {
      return options ? form : undefined;
    },
    render: () =>
      html`<p>${words().passkeysHow}</p>
        ${
          overview.passkeys.length > 0
            ? html`<ul class="things" part="list">
                ${overview.passkeys.map(
                  ({ id, name, createdAt, lastUsedAt }) =>
                    html`<li part="row">
                      <div>
                        ${name}
                        <div class="muted small">
                          ${[
                            words().passkeyMade(host.format.instant(createdAt)),
                            lastUsedAt && words().passkeyUsed(host.format.ago(lastUsedAt)),
                          ]
                            .filter(Boolean)
                            .join(', ')}
                        </div>
                      </div>
                      ${acts.button(words().remove, remove(id), 'button', words().passkeyRemove(name))}
                    </li>`,
                )}
              </ul>`
            : nothing
        }
        ${options ? form.render() : html`<p>${acts.button(words().passkeyAdd, add)}</p>`} ${acts.render()}`,
  };
};
