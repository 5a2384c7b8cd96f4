/** Returns the error with which a server refuses a statement. */
export async function refusal(work: Promise<unknown>): Promise<{ code?: string; message: string }> {
    const error = await work.then(
        () => undefined,
        (reason: unknown) => reason as { code?: string; message: string },
    );
    if (!error) throw new Error("nothing was refused");
    return error;
}
