export const fr = {
  confirmTitle: 'Confirmer votre nouvelle adresse',
  confirmHow: (email: string) => `${email} deviendra l’adresse de votre accès.`,
  signIn: (email: string) =>
    `Connectez-vous avec votre adresse actuelle, puis ouvrez de nouveau ce lien${email && ` : ${email} deviendra l’adresse de votre accès`}. Vous pouvez aussi recopier dans « Mon accès » les six chiffres du courriel.`,
  openAccess: 'Aller à « Mon accès »',
  confirm: 'Confirmer cette adresse',
  confirmedTitle: 'Adresse confirmée',
  confirmed: 'Connectez-vous désormais avec elle. L’ancienne adresse peut encore annuler pendant 48 heures.',
  undoTitle: 'Annuler le changement d’adresse',
  undoHow:
    'Vous n’avez pas demandé ce changement ? Annulez-le : votre ancienne adresse reviendra, et tous les appareils seront déconnectés.',
  undo: 'Annuler le changement d’adresse',
  undoneTitle: 'Le changement est annulé',
  undone:
    'Votre ancienne adresse est de retour, tous les appareils sont déconnectés, et le mot de passe ne sert plus. Un courriel vient d’y partir : choisissez-en un nouveau par son lien.',
  sending: 'Un instant…',
  expiredTitle: 'Ce lien ne sert plus',
  expired: 'Il a servi, a été remplacé, ou a trop attendu. Recommencez depuis « Mon accès » si besoin.',
  undoExpired:
    'Il a servi, ou les 48 heures sont passées. Prévenez votre agence si ce changement n’est pas de vous.',
  open: 'Ouvrir mon espace',
};
