/** The catalogue: key: [Turkish, English]. A test holds both complete and their {placeholders} the same. */
import { aboutMessages } from "./messages-about";
import { dataMessages } from "./messages-data";
import { homeMessages } from "./messages-home";
import { measureMessages } from "./messages-measures";
import { profileMessages } from "./messages-profile";
import { queryMessages } from "./messages-query";
import { shellMessages } from "./messages-shell";
import { thingMessages } from "./messages-thing";
import { tiesMessages } from "./messages-ties";

export const messages = {
  ...shellMessages,
  ...homeMessages,
  ...tiesMessages,
  ...thingMessages,
  ...measureMessages,
  ...profileMessages,
  ...queryMessages,
  ...dataMessages,
  ...aboutMessages,
};
