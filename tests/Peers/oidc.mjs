// A certified OpenID provider on loopback. Signs a user in through its own login pages, prints the issuer and the ID token as
// JSON, and answers until its standard input is closed.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const listener = createServer().listen(0, '127.0.0.1');
await once(listener, 'listening');
const issuer = `http://127.0.0.1:${listener.address().port}`;
const client = { client_id: 'mantle-client', client_secret: 'client-secret', redirect_uris: ['https://client.example.com/callback'] };
const provider = new Provider(issuer, { clients: [client], cookies: { keys: ['cookie-key'] } });
listener.on('request', provider.callback());

const cookies = new Map();
async function send(url, form) {
    const response = await fetch(new URL(url, issuer), {
        method: form ? 'POST' : 'GET',
        body: form && new URLSearchParams(form),
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
        cookies.set(name, value);
    }
    return response.headers.get('location');
}

const verifier = randomBytes(32).toString('base64url');
let next = await send(
    '/auth?' +
        new URLSearchParams({
            client_id: client.client_id,
            redirect_uri: client.redirect_uris[0],
            response_type: 'code',
            scope: 'openid',
            code_challenge: createHash('sha256').update(verifier).digest('base64url'),
            code_challenge_method: 'S256',
        }),
);
for (const form of [{ prompt: 'login', login: 'alice', password: 'any' }, { prompt: 'consent' }]) next = await send(await send(next, form));
const granted = await fetch(new URL('/token', issuer), {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')}` },
    body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: new URL(next).searchParams.get('code'),
        redirect_uri: client.redirect_uris[0],
        code_verifier: verifier,
    }),
});
console.log(JSON.stringify({ issuer, clientId: client.client_id, token: (await granted.json()).id_token }));
process.stdin.on('end', () => process.exit()).resume();
