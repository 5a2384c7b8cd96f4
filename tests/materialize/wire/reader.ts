/** Reads the fields of a client's message. */
export class MessageReader {
    private at: number;

    constructor(
        private readonly bytes: Buffer,
        start: number,
    ) {
        this.at = start;
    }

    text(): string {
        const end = this.bytes.indexOf(0, this.at);
        const value = this.bytes.toString("utf8", this.at, end);
        this.at = end + 1;
        return value;
    }

    byte(): string {
        this.at += 1;
        return this.bytes.toString("latin1", this.at - 1, this.at);
    }

    uint16(): number {
        this.at += 2;
        return this.bytes.readUInt16BE(this.at - 2);
    }

    int32(): number {
        this.at += 4;
        return this.bytes.readInt32BE(this.at - 4);
    }

    value(): Buffer | null {
        const length = this.int32();
        if (length < 0) return null;
        this.at += length;
        return this.bytes.subarray(this.at - length, this.at);
    }
}
