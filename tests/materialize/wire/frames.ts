/** Writes one message of PostgreSQL's protocol. */
export class Frame {
    private readonly parts: Buffer[] = [];

    constructor(private readonly code: string) {}

    /** Text with its terminating zero. */
    text(value: string): this {
        return this.bytes(Buffer.from(`${value}\0`));
    }

    raw(value: string): this {
        return this.bytes(Buffer.from(value));
    }

    int16(value: number): this {
        const buffer = Buffer.alloc(2);
        buffer.writeUInt16BE(value);
        return this.bytes(buffer);
    }

    int32(value: number): this {
        const buffer = Buffer.alloc(4);
        buffer.writeInt32BE(value | 0);
        return this.bytes(buffer);
    }

    /** A value with its length; NULL has length -1. */
    value(value: string | null): this {
        if (value === null) return this.int32(-1);
        const buffer = Buffer.from(value);
        return this.int32(buffer.length).bytes(buffer);
    }

    done(): Buffer {
        const body = Buffer.concat(this.parts);
        const head = Buffer.alloc(4);
        head.writeInt32BE(body.length + 4);
        return Buffer.concat([Buffer.from(this.code), head, body]);
    }

    private bytes(buffer: Buffer): this {
        this.parts.push(buffer);
        return this;
    }
}

export function frame(code: string): Frame {
    return new Frame(code);
}
