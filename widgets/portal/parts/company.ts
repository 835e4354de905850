/** « SCI Labrosse », « Transports du Lac (SARL) » : capitals, since « Sa » is also somebody's name. */
const forms =
  /(?:^|[\s(])(?:S\.?C\.?I|S\.?N\.?C|S\.?A\.?R\.?L|E\.?U\.?R\.?L|S\.?A\.?S\.?U?|S\.?A)\.?(?:[\s),]|$)/;
const beginnings =
  /^(?:l[ae] |l’|l')?(?:société|indivision|succession|consorts|syndicat|association|fondation|mutuelle|commune|mairie|ville de|cabinet)(?!\p{L})/iu;

/** Whom one does not wish a good day: a company, an estate, a public body. */
export const isCompany = (name: string): boolean => forms.test(name) || beginnings.test(name);
