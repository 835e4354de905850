import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { define, PalierElement } from './element.ts';
import { fakeApi, fixture, sampleAgency, sampleBootstrap, settled } from './testing.ts';

class Coloured extends PalierElement {
  protected override renderBody(): unknown {
    return html`<a class="link" href="#">lien</a><a class="button primary" href="#">bouton</a>`;
  }
}
define('palier-coloured', Coloured);

const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
const luminance = (colour: string): number => {
  if (!pixel) throw new Error('no canvas');
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0] = [...pixel.getImageData(0, 0, 1, 1).data].map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

const arrive = async (theme: string, own: Partial<typeof sampleAgency> = {}, tokens = '') => {
  const agency = { ...sampleAgency, ...own };
  fakeApi({ 'GET /v1/bootstrap': sampleBootstrap({ agency }) });
  const element = await fixture(`<palier-coloured theme="${theme}" style="${tokens}"></palier-coloured>`);
  await settled(element);
  const style = (selector: string) =>
    getComputedStyle(element.shadowRoot?.querySelector(selector) as HTMLElement);
  return { root: style('.root'), link: style('.link'), primary: style('.primary') };
};

describe('an agency’s colour', () => {
  for (const theme of ['light', 'dark'])
    for (const accent of [
      '#111',
      '#7b1c2e',
      '#000091',
      '#0b5cad',
      '#1b5faa',
      '#e30613',
      '#ffd400',
      '#2e9e4f',
    ])
      it(`${accent} can be read, ${theme}`, async () => {
        const { root, link, primary } = await arrive(theme, {}, `--palier-accent: ${accent}`);
        const onPaper = contrast(accent, '#fff') >= 4.5;
        if (theme === 'dark' || onPaper)
          expect(contrast(link.color, root.backgroundColor), 'link').to.be.above(4.5);
        expect(contrast(primary.color, primary.backgroundColor), 'button').to.be.above(4.5);
        if (theme === 'dark')
          expect(contrast(primary.borderTopColor, root.backgroundColor), 'edge').to.be.above(3);
      });

  it('is taken from the agency where the page gives none', async () => {
    const own = { accent: '#7b1c2e', onAccent: '#ffeedd' };
    const { primary } = await arrive('light', own);
    expect([primary.backgroundColor, primary.color]).to.deep.equal([
      'rgb(123, 28, 46)',
      'rgb(255, 238, 221)',
    ]);
    const page = await arrive('light', own, '--palier-accent: #ffd400');
    expect(page.primary.backgroundColor).to.equal('rgb(255, 212, 0)');
    expect(contrast(page.primary.color, '#ffd400')).to.be.above(4.5);
  });

  it('is not taken when it is no colour', async () => {
    for (const accent of ['var(--x)', 'url(https://evil.example)', 'nocolour', 'red;'])
      expect((await arrive('light', { accent })).primary.backgroundColor).to.equal('rgb(27, 95, 170)');
  });
});
