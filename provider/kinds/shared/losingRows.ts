import { flag } from "../../values/scalars";
import { row } from "../../statement/kind";

/** Whether a replacement may lose the rows of an object, which nobody can give it again. */
export const replaceLosingRowsRow = row({
    path: "replaceLosingRows",
    value: flag,
    position: { in: "nowhere" },
    change: { by: "nothing", when: "the object is replaced" },
});
