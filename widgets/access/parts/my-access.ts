import { css, html } from 'lit';
import type { FormElement, Screen } from '../../shared/form-element.ts';

export const create = (host: FormElement): Screen => ({
  render: () => html`<div class="body">${host.renderTitle('Mon accès')}</div>`,
});

export const styles = [css``];
