// Node looks names up as the system does. Where that knows no names below localhost (RFC 6761), this does: node --import localhost.mjs.
import dns from 'node:dns';

const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(name.endsWith('.localhost') ? 'localhost' : name, ...rest);
