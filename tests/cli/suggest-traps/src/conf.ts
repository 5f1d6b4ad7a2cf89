export const topic = (): string => { const t = process.env.B_T; if (!t) throw new Error("x"); return t; };
