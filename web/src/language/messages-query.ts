import { catalogue } from "./catalogue";

export const queryMessages = catalogue({});
