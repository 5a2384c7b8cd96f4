import type { Advice } from "../../statement/kind";

/** The answer to a network policy that would refuse the session which sets it. */
export const lockout: Advice = {
    serverMessage: "policy would block current session IP",
    advice: "Add a rule for the address from which this program connects to Materialize, such as its /32 block: without one, nobody who runs the program could connect again",
};
