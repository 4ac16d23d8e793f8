import { catalogue } from "./catalogue";

export const dataMessages = catalogue({});
