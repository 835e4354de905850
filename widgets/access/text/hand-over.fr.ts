export const fr = {
  refusedHandoff: 'Le site qui demande cette connexion n’est pas déclaré par votre agence.',
  handingOver: (site: string) => `Connexion réussie. Retour vers ${site}…`,
  closeWindow: 'Connexion réussie. Vous pouvez fermer cette fenêtre.',
};
