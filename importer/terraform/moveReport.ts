import { keyOf } from "../catalogObjects";
import { printed } from "../code";
import type { ReadObject } from "../readObjects";
import { section } from "../section";
import { removedBlocks, stateRm } from "./addresses";
import type { Move } from "./index";
import type { StateResource } from "./state";

/** Returns the resources of Terraform that move: those of the objects that were read, and those that are declared. */
export const movedResources = ({ sources, declared }: Move, objects: readonly ReadObject[]): StateResource[] => [
    ...objects.flatMap(({ row }) => sources.get(keyOf(row)) ?? []),
    ...declared.flatMap(({ resources }) => resources),
];

/** Returns the content of the file with `removed` blocks. */
export const removedFile = (move: Move, objects: readonly ReadObject[]): string =>
    removedBlocks(movedResources(move, objects), [...move.state.resources]);

/** Warns of what Terraform would drop. It comes before all steps. */
export const warning = (): string[] => [
    "",
    "No `terraform apply` or `terraform destroy` until the last step, and no change of its configuration: Terraform drops what is in its state and not in its configuration.",
];

/** Returns what is declared in place of resources of Terraform, and what stays there. */
export const declaredReport = ({ declared, staying, state }: Move, isInProgram: boolean): string[] => [
    ...section(
        isInProgram
            ? "Declared in the program. Granting again changes nothing, but a Grant revokes other privileges of its role on its object:"
            : "Declare these, which need no import. Granting again changes nothing, but a Grant revokes other privileges of its role on its object:",
        declared.map(({ kind, name, args }) => `${kind.name} ${name}: ${printed(args, -Infinity)}`),
    ),
    ...section("Not moved:", [
        ...staying.map(({ object, reason }) => `${object}: ${reason}`),
        ...(state.otherResources === 0
            ? []
            : [`${String(state.otherResources)} resource${state.otherResources === 1 ? "" : "s"} of other providers`]),
    ]),
];

/** Returns the last steps, in the folder of the program of Terraform. */
export const lastSteps = (move: Move, objects: readonly ReadObject[], file: string): string[] => [
    ...section("Then, in the folder of the Terraform program, which drops nothing:", [
        ...stateRm(movedResources(move, objects).map(({ address }) => address)),
        "and only then remove these resources from its configuration. `terraform plan` must show that nothing is destroyed.",
        `With Terraform 1.7 or newer, move ${file} there instead, in the place of these resources, and run \`terraform apply\`.`,
    ]),
];
