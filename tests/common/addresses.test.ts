import { expect } from "chai";
import { hostOf, isCidrBlock, isIpv6Block } from "../../common/addresses";

describe("addresses", () => {
    for (const block of ["203.0.113.64/30", "0.0.0.0/0", "10.0.0.1/32", "2001:db8::/32", "::1/128", "::ffff:0:0/96", "::/0"]) {
        it(`isCidrBlock accepts ${block}`, () => {
            expect(isCidrBlock(block)).to.equal(true);
        });
    }
    for (const text of [
        "203.0.113.65/30",
        "203.0.113.64",
        "203.0.113.64/",
        "203.0.113.64/33",
        "10.0.3.280/32",
        "::/129",
        "2001:db8::1/32",
        "fe80::%1/64",
    ]) {
        it(`isCidrBlock refuses ${text}`, () => {
            expect(isCidrBlock(text)).to.equal(false);
        });
    }
    it("isIpv6Block distinguishes the two versions of IP", () => {
        expect([isIpv6Block("2001:db8::/32"), isIpv6Block("10.0.0.0/8")]).to.deep.equal([true, false]);
    });
    it("hostOf returns the host without the port", () => {
        expect([hostOf("b-1.example.com:9096"), hostOf("b-1.example.com")]).to.deep.equal(["b-1.example.com", "b-1.example.com"]);
    });
});
