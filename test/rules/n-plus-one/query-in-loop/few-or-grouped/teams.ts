export const TEAMS = ['sales', 'support', 'office'] as const;
