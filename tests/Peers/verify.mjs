// Verifies a web identity token as a service that trusts its issuer does: discovery, key set, signature, issuer, audience, times.
// Usage: node verify.mjs ISSUER AUDIENCE TOKEN; prints the claims as JSON.
import { createRemoteJWKSet, jwtVerify } from 'jose';

const [issuer, audience, token] = process.argv.slice(2);
const configuration = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
if (configuration.issuer !== issuer) throw new Error(`The issuer calls itself ${configuration.issuer}.`);
const keys = createRemoteJWKSet(new URL(configuration.jwks_uri));
const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: configuration.id_token_signing_alg_values_supported });
console.log(JSON.stringify(payload));
