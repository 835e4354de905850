/** What a browser shows instead of a file: complete in itself, since nothing may be loaded beside it. */
export const refusalPage = (expired: boolean): string => {
  const [title, words] = expired
    ? ['Ce lien a expiré', 'Revenez à vos documents et ouvrez-le de nouveau.']
    : [
        'Ce document ne peut pas être ouvert',
        'Revenez à vos documents et réessayez dans un instant. Si cela se reproduit, prévenez votre agence.',
      ];
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
:root { color-scheme: light dark; }
body { max-width: 34rem; margin: 4rem auto; padding: 0 1rem; font: 100%/1.5 system-ui, sans-serif; }
h1 { font-size: 1.25rem; }
</style>
</head>
<body>
<h1>${title}.</h1>
<p>${words}</p>
</body>
</html>`;
};
