// An issuer of service-account tokens as a Kubernetes cluster is one: a discovery document and a key set. Prints the issuer, a token
// that is valid for ten minutes from now, and one for ten minutes from as many seconds later as the argument says. Answers until its
// standard input is closed.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const later = Number(process.argv[2]);
const { publicKey, privateKey } = await generateKeyPair('RS256');
const keys = [{ ...(await exportJWK(publicKey)), kid: 'key', alg: 'RS256', use: 'sig' }];
const server = createServer((request, response) => {
    const answers = {
        '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys`, id_token_signing_alg_values_supported: ['RS256'] },
        '/keys': { keys },
    };
    response
        .writeHead(request.url in answers ? 200 : 404, { 'content-type': 'application/json' })
        .end(JSON.stringify(answers[request.url]));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

function token(from) {
    const claims = { 'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'app' } } };
    return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'key' })
        .setIssuer(issuer)
        .setAudience('sts.amazonaws.com')
        .setSubject('system:serviceaccount:default:app')
        .setIssuedAt(from)
        .setNotBefore(from)
        .setExpirationTime(from + 600)
        .sign(privateKey);
}

const now = Math.floor(Date.now() / 1000);
console.log(JSON.stringify({ issuer, token: await token(now), later: await token(now + later) }));
process.stdin.on('end', () => process.exit()).resume();
