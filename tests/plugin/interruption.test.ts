import { status } from "@grpc/grpc-js";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { beginCommand } from "../../provider/session/interruption";
import { query, resetEnvironment, server } from "../changes/support";
import { requireLocalServer, timeLimit } from "../server";
import { Engine, partialState, urnOf } from "./engine";

const CLUSTER = urnOf("Cluster", "it");
const SECRET = urnOf("Secret", "password");

describe("a command that the user interrupts", function () {
    this.timeout(timeLimit("60s"));
    let engine: Engine;
    before(async function () {
        requireLocalServer(this, await server(), "it delays statements");
        engine = await Engine.start();
        await resetEnvironment();
    });
    beforeEach(async () => {
        const { host, port } = await server();
        await engine.configure({ host, port: String(port), user: "materialize", sslmode: "disable" });
    });
    afterEach(async () => {
        beginCommand();
        (await server()).faults.clear();
    });
    after(() => {
        engine.close();
    });

    const cancel = (): Promise<unknown> => engine.call("cancel", new Empty());

    /** Interrupts the command a moment after a call began. Returns the call's error, and the time from the interruption to it. */
    async function interrupted(call: Promise<unknown>): Promise<{ error: Error & { code?: number }; milliseconds: number }> {
        await new Promise(resolve => setTimeout(resolve, 1500));
        const since = Date.now();
        const [error] = await Promise.all([
            call.then(
                () => new Error("it succeeded"),
                (thrown: unknown) => thrown as Error,
            ),
            cancel(),
        ]);
        return { error, milliseconds: Date.now() - since };
    }

    it("A wait for a cluster ends within two seconds, the state says so, and the next update goes on waiting", async function () {
        const local = requireLocalServer(this, await server(), "it sets the time that a change needs");
        local.world.reconfigurationTime = 600_000;
        const news = await engine.accepted(CLUSTER, { size: "25cc" });
        const { id, state: olds } = await engine.create(CLUSTER, news);
        const larger = await engine.accepted(CLUSTER, { size: "50cc" }, news);
        const { error, milliseconds } = await interrupted(engine.update(CLUSTER, id, { olds, news: larger }));
        expect(milliseconds).to.be.below(2000);
        expect(error.message).to.match(
            /stopped waiting for the change in the background, since the command was interrupted: size to 50cc.*\. The next `pulumi up` goes on/u,
        );
        expect(partialState(error)?.state).to.deep.include({ size: "50cc", pending: ["wait"] });
        local.world.reconfigurationTime = 0;
    });

    it("A statement in flight is waited for, and no other one is sent", async () => {
        (await server()).faults.delay(/CREATE SECRET .*"password"/u, 4000);
        const inputs = await engine.accepted(SECRET, { value: "x" });
        const { error, milliseconds } = await interrupted(engine.create(SECRET, inputs));
        expect(error.message).to.equal("it succeeded");
        expect(milliseconds).to.be.above(1000);
        expect(await query(await server(), "SELECT name FROM mz_secrets WHERE name = 'password'")).to.have.length(1);
        const other = await engine.accepted(urnOf("Secret", "other"), { value: "x" });
        const refused = await engine.create(urnOf("Secret", "other"), other).catch((thrown: unknown) => thrown as Error);
        expect(refused).to.include({
            code: status.UNKNOWN,
            details: 'the command was interrupted before this was sent: CREATE SECRET "materialize"."public"."other" AS [secret]',
        });
    });

    it("A statement that is not answered within ten seconds is recorded, and the next command looks for its object", async () => {
        (await server()).faults.delay(/CREATE SECRET .*"late"/u, 40_000);
        const LATE = urnOf("Secret", "late");
        const inputs = await engine.accepted(LATE, { value: "x" });
        const { error, milliseconds } = await interrupted(engine.create(LATE, inputs));
        expect(milliseconds).to.be.within(9_500, 30_000);
        expect(error.message).to.contain(
            "has not answered since the command was interrupted, and may still work on this: CREATE SECRET",
        );
        expect(partialState(error)?.state).to.deep.include({ pending: ["create"] });
    });
});
