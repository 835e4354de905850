import type { Language } from '../shared/format.ts';

export interface Definition {
  term: string;
  meaning: string;
}

const fr = {
  standing: {
    term: 'Solde débiteur, solde créditeur',
    meaning: 'Débiteur : vous devez ce montant, il est à payer. Créditeur : il est en votre faveur.',
  },
  sides: {
    term: 'Débit, crédit',
    meaning: 'Au débit, ce qui vous est demandé. Au crédit, ce que vous avez réglé ou ce qui vous revient.',
  },
  running: {
    term: 'Solde progressif',
    meaning:
      'Votre solde juste après chaque écriture. Avec le signe −, vous deviez ce montant ; avec le signe +, il était en votre faveur.',
  },
  call: {
    term: 'Appel de fonds',
    meaning:
      'La somme que le syndic demande à chaque copropriétaire, le plus souvent chaque trimestre, pour sa part des dépenses de l’immeuble.',
  },
  provision: {
    term: 'Provision',
    meaning:
      'Une avance sur les charges de l’année, d’après le budget. Elle est ajustée quand les dépenses réelles sont connues.',
  },
  'works-fund': {
    term: 'Fonds de travaux',
    meaning:
      'Une épargne commune pour les travaux à venir de l’immeuble. Elle reste attachée au lot lorsqu’il est vendu.',
  },
  settlement: {
    term: 'Régularisation',
    meaning:
      'La différence entre les provisions versées et les dépenses réelles : un complément à payer, ou une somme qui vous revient.',
  },
  'housing-aid': {
    term: 'Aide au logement',
    meaning:
      'L’aide que la CAF ou la MSA verse directement à votre bailleur. Elle vient en déduction de ce que vous devez.',
  },
};

const en: Record<keyof typeof fr, Definition> = {
  standing: {
    term: 'Debit balance, credit balance',
    meaning: 'Debit: you owe this amount, it is to be paid. Credit: it is in your favour.',
  },
  sides: {
    term: 'Debit, credit',
    meaning: 'Debit is what is asked of you. Credit is what you have paid or what comes back to you.',
  },
  running: {
    term: 'Running balance',
    meaning:
      'Your balance just after each entry. With the sign −, you owed this amount; with the sign +, it was in your favour.',
  },
  call: {
    term: 'Call for funds',
    meaning:
      'What the property manager asks of each co-owner, most often every quarter, for their share of the building’s costs.',
  },
  provision: {
    term: 'Advance on charges',
    meaning:
      'A payment ahead for the year’s charges, after the budget. It is adjusted when the real costs are known.',
  },
  'works-fund': {
    term: 'Works fund',
    meaning: 'Shared savings for the building’s future works. They stay with the property when it is sold.',
  },
  settlement: {
    term: 'Adjustment',
    meaning:
      'The difference between the advances paid and the real costs: something more to pay, or something that comes back to you.',
  },
  'housing-aid': {
    term: 'Housing benefit',
    meaning: 'The benefit that CAF or MSA pays directly to your landlord. It is taken off what you owe.',
  },
};

export const tables: Record<Language, Record<string, Definition>> = { fr, en };
