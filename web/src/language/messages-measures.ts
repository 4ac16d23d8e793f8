import { catalogue } from "./catalogue";

export const measureMessages = catalogue({});
