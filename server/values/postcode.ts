/** « 44000 », « CH-1204 », « SW1A 1AA » : figures alone are French, and those are five. */
export const isPostcode = (text: string): boolean => {
  const signs = text.replaceAll(/[\s-]/g, '');
  return /^\d+$/.test(signs) ? signs.length === 5 : /^[\dA-Z]{4,10}$/i.test(signs);
};
