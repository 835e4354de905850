// The build writes it; in tests the sources run as they are.
declare const PALIER_VERSION: string | undefined;

export const version: string = typeof PALIER_VERSION === 'undefined' ? '0.0.0' : PALIER_VERSION;
