import { css, html } from 'lit';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import type { Errand } from '../errand.ts';

export const create = (host: FormElement, _errand: Errand): Screen => ({
  render: () => html`<div class="body">${host.renderTitle('Aide')}</div>`,
});

export const styles = [css``];
