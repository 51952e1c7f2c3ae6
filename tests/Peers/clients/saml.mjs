// Assumes a role with a SAML response, without credentials; prints who the session is. Usage: node saml.mjs ROLE PROVIDER RESPONSE FORGED
import assert from 'node:assert/strict';
import { InvalidIdentityTokenException, STS } from '@aws-sdk/client-sts';
import { refused } from './converge.mjs';

const [RoleArn, PrincipalArn, SAMLAssertion, forged] = process.argv.slice(2);
const sts = new STS({});
await refused(InvalidIdentityTokenException, () => sts.assumeRoleWithSAML({ RoleArn, PrincipalArn, SAMLAssertion: forged }));
const { Credentials: session, Subject } = await sts.assumeRoleWithSAML({ RoleArn, PrincipalArn, SAMLAssertion });
assert.equal(Subject, 'alice');
const credentials = { accessKeyId: session.AccessKeyId, secretAccessKey: session.SecretAccessKey, sessionToken: session.SessionToken };
console.log((await new STS({ credentials }).getCallerIdentity({})).Arn);
