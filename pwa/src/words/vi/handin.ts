export const handin = {};
