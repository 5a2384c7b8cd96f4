/** The settings that are never shown, and that a state holds encrypted. */
export const SECRET_SETTINGS = ["password", "sslkey"] as const;
