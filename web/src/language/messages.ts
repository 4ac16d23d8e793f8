/** The catalogue: key: [Turkish, English]. A test holds both complete and their {placeholders} the same. */
import { dataMessages } from "./messages-data";
import { measureMessages } from "./messages-measures";
import { queryMessages } from "./messages-query";
import { shellMessages } from "./messages-shell";
import { tiesMessages } from "./messages-ties";

export const messages = {
  ...shellMessages,
  ...tiesMessages,
  ...measureMessages,
  ...queryMessages,
  ...dataMessages,
};
