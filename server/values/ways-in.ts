import * as v from 'valibot';

/** The ways in that an agency may open: A « première connexion », « créez votre espace », « inscription locataire ». */
export const waysIn = ['first-connection', 'create-space', 'tenant-registration'] as const;
export const WayIn = v.picklist(waysIn);
export type WayIn = v.InferOutput<typeof WayIn>;

/** Who else may say who someone is. `oidc` is any OpenID Connect provider that the operator configures. */
export const socialProviders = ['google', 'linkedin', 'facebook', 'x', 'oidc'] as const;
export const SocialProvider = v.picklist(socialProviders);
export type SocialProvider = v.InferOutput<typeof SocialProvider>;

/** Where the identifier stands on the agency's paper, for the picture. */
export const identifierPlaces = ['top-left', 'top-right', 'middle', 'bottom'] as const;
export const IdentifierPlace = v.picklist(identifierPlaces);
export type IdentifierPlace = v.InferOutput<typeof IdentifierPlace>;
