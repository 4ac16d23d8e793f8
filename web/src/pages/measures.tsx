export function Measures() { return null; }
