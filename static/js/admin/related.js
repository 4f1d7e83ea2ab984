// The places beside a story offer stories that readers can see as one types.
import { suggest } from "./suggestions.js";

for (const input of document.querySelectorAll("[data-offers]")) suggest(input);
