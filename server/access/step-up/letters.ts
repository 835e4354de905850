import type { LetterContent } from '../../values/letter.ts';

/** A code, and what it confirms: whoever reads it sees what they would agree to. */
export const codeLetter = (letter: {
  agencyName: string;
  name: string;
  says: string;
  code: string;
}): LetterContent => ({
  subject: `${letter.agencyName} : ${letter.code} est votre code de confirmation`,
  body: [
    `Bonjour ${letter.name},`,
    'Vous avez demandé, depuis votre espace client :',
    `« ${letter.says} »`,
    `Si c’est bien ce que vous voulez, saisissez ce code : ${letter.code}`,
    'Il est valable 10 minutes et ne sert qu’une fois. Ne le donnez à personne, même si l’on vous appelle de notre part.',
    'Si vous n’avez rien demandé, ne faites rien et changez votre mot de passe : quelqu’un est entré dans votre espace client.',
  ],
});
