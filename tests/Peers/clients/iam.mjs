// The life cycle of what IAM has, with the AWS SDK for JavaScript, and sessions for its users. Reads certificate.pem, key.pem,
// public.pem and metadata.xml in the working folder; the account is the caller's, and empty again afterwards.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { every, lifeCycle, refused } from './converge.mjs';

const iam = new sdk.IAM({});
const sts = new STS({});
const { Account: account } = await sts.getCallerIdentity({});
const arn = (resource) => `arn:aws:iam::${account}:${resource}`;
const file = (name) => readFileSync(name, 'utf8');
const list = (paginate, member, input = {}) => every(paginate({ client: iam, pageSize: 1 }, input), member);
const of = (...statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (Action) => of({ Effect: 'Allow', Action, Resource: '*' });
const trust = (Principal) => of({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
const document = (text) => JSON.parse(decodeURIComponent(text));
const missing = (what) => new sdk.NoSuchEntityException({ message: `no ${what}`, $metadata: {} });
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const team = [{ Key: 'team', Value: 'blue' }];
const both = [
    { Key: 'stage', Value: 'test' },
    { Key: 'team', Value: 'red' },
];
const byKey = (tags) => tags?.toSorted((a, b) => (a.Key < b.Key ? -1 : 1));

const user = {
    name: 'user',
    unique: true,
    create: () => iam.createUser({ UserName: 'jane', Path: '/people/', Tags: team, PermissionsBoundary: readOnly }),
    read: async () => {
        const { User } = await iam.getUser({ UserName: 'jane' });
        assert.match(User.UserId, /^AIDA[A-Z0-9]{17}$/);
        assert.ok(Math.abs(Date.now() - User.CreateDate) < 600_000);
        return { arn: User.Arn, tags: byKey(User.Tags), boundary: User.PermissionsBoundary?.PermissionsBoundaryArn };
    },
    made: { arn: arn('user/people/jane'), tags: team, boundary: readOnly },
    change: async () => {
        await iam.updateUser({ UserName: 'jane', NewPath: '/staff/' });
        await iam.tagUser({ UserName: 'jane', Tags: both });
        await iam.deleteUserPermissionsBoundary({ UserName: 'jane' });
    },
    changed: { arn: arn('user/staff/jane'), tags: both, boundary: undefined },
    list: async () => (await list(sdk.paginateListUsers, 'Users', { PathPrefix: '/staff/' })).map((u) => u.UserName),
    listed: ['jane'],
    remove: () => iam.deleteUser({ UserName: 'jane' }),
};

const group = {
    name: 'group',
    unique: true,
    create: () => iam.createGroup({ GroupName: 'team' }),
    read: async () => {
        const { Group, Users } = await iam.getGroup({ GroupName: 'team' });
        return { arn: Group.Arn, users: Users.map((u) => u.UserName) };
    },
    made: { arn: arn('group/team'), users: [] },
    change: async () => {
        await iam.updateGroup({ GroupName: 'team', NewPath: '/teams/' });
        await iam.addUserToGroup({ GroupName: 'team', UserName: 'jane' });
        await refused(sdk.DeleteConflictException, () => iam.deleteGroup({ GroupName: 'team' }));
    },
    changed: { arn: arn('group/teams/team'), users: ['jane'] },
    list: async () => (await list(sdk.paginateListGroupsForUser, 'Groups', { UserName: 'jane' })).map((g) => g.GroupName),
    listed: ['team'],
    remove: async () => {
        await iam.removeUserFromGroup({ GroupName: 'team', UserName: 'jane' });
        await iam.deleteGroup({ GroupName: 'team' });
    },
};

const policy = {
    name: 'policy',
    unique: true,
    create: () => iam.createPolicy({ PolicyName: 'lists', PolicyDocument: allow('s3:ListBucket'), Description: 'lists', Tags: team }),
    read: async () => {
        const { Policy } = await iam.getPolicy({ PolicyArn: arn('policy/lists') });
        const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn: Policy.Arn, VersionId: Policy.DefaultVersionId });
        return {
            version: Policy.DefaultVersionId,
            uses: Policy.AttachmentCount,
            description: Policy.Description,
            document: document(PolicyVersion.Document),
            tags: byKey(Policy.Tags),
        };
    },
    made: { version: 'v1', uses: 1, description: 'lists', document: JSON.parse(allow('s3:ListBucket')), tags: team },
    change: async () => {
        for (const action of ['s3:Get*', 's3:List*'])
            await iam.createPolicyVersion({ PolicyArn: arn('policy/lists'), PolicyDocument: allow(action) });
        await iam.setDefaultPolicyVersion({ PolicyArn: arn('policy/lists'), VersionId: 'v3' });
        await iam.deletePolicyVersion({ PolicyArn: arn('policy/lists'), VersionId: 'v1' });
        await iam.untagPolicy({ PolicyArn: arn('policy/lists'), TagKeys: ['team'] });
        await refused(sdk.MalformedPolicyDocumentException, () =>
            iam.createPolicyVersion({ PolicyArn: arn('policy/lists'), PolicyDocument: '{}' }),
        );
    },
    changed: { version: 'v3', uses: 1, description: 'lists', document: JSON.parse(allow('s3:List*')), tags: [] },
    list: async () => [
        ...(await list(sdk.paginateListPolicies, 'Policies', { Scope: 'Local' })).map((p) => p.PolicyName),
        ...(await list(sdk.paginateListPolicyVersions, 'Versions', { PolicyArn: arn('policy/lists') })).map((v) => v.VersionId),
    ],
    listed: ['lists', 'v3', 'v2'],
    remove: async () => {
        await iam.deletePolicyVersion({ PolicyArn: arn('policy/lists'), VersionId: 'v2' });
        await iam.deletePolicy({ PolicyArn: arn('policy/lists') });
    },
};

const role = {
    name: 'role',
    unique: true,
    create: () =>
        iam.createRole({
            RoleName: 'worker',
            AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }),
            MaxSessionDuration: 7200,
            Tags: team,
        }),
    read: async () => {
        const { Role } = await iam.getRole({ RoleName: 'worker' });
        return {
            trust: document(Role.AssumeRolePolicyDocument),
            duration: Role.MaxSessionDuration,
            description: Role.Description,
            tags: byKey(Role.Tags),
        };
    },
    made: { trust: JSON.parse(trust({ Service: 'ec2.amazonaws.com' })), duration: 7200, description: undefined, tags: team },
    change: async () => {
        await iam.updateRole({ RoleName: 'worker', Description: 'works', MaxSessionDuration: 3600 });
        await iam.updateAssumeRolePolicy({ RoleName: 'worker', PolicyDocument: trust({ AWS: arn('user/staff/jane') }) });
        await iam.tagRole({ RoleName: 'worker', Tags: both });
    },
    changed: { trust: JSON.parse(trust({ AWS: arn('user/staff/jane') })), duration: 3600, description: 'works', tags: both },
    list: async () => [
        ...(await list(sdk.paginateListRoles, 'Roles')).map((r) => r.RoleName),
        ...(await list(sdk.paginateListRoleTags, 'Tags', { RoleName: 'worker' })).map((t) => t.Key),
    ],
    listed: ['worker', 'stage', 'team'],
    remove: () => iam.deleteRole({ RoleName: 'worker' }),
};

const inlinePolicy = {
    name: 'inline policy',
    create: () => iam.putRolePolicy({ RoleName: 'worker', PolicyName: 'inline', PolicyDocument: allow('s3:Get*') }),
    read: async () => document((await iam.getRolePolicy({ RoleName: 'worker', PolicyName: 'inline' })).PolicyDocument),
    made: JSON.parse(allow('s3:Get*')),
    change: () => iam.putRolePolicy({ RoleName: 'worker', PolicyName: 'inline', PolicyDocument: allow('iam:ListRoles') }),
    changed: JSON.parse(allow('iam:ListRoles')),
    list: () => list(sdk.paginateListRolePolicies, 'PolicyNames', { RoleName: 'worker' }),
    listed: ['inline'],
    remove: () => iam.deleteRolePolicy({ RoleName: 'worker', PolicyName: 'inline' }),
};

const attachments = {
    name: 'attachments',
    create: () => iam.attachUserPolicy({ UserName: 'jane', PolicyArn: arn('policy/lists') }),
    read: async () => {
        const attached = await list(sdk.paginateListAttachedUserPolicies, 'AttachedPolicies', { UserName: 'jane' });
        if (attached.length === 0) throw missing('attachment');
        return attached.map((p) => p.PolicyName);
    },
    made: ['lists'],
    change: async () => {
        await iam.attachUserPolicy({ UserName: 'jane', PolicyArn: readOnly });
        await iam.attachUserPolicy({ UserName: 'jane', PolicyArn: readOnly });
        await refused(sdk.DeleteConflictException, () => iam.deletePolicy({ PolicyArn: arn('policy/lists') }));
    },
    changed: ['lists', 'ReadOnlyAccess'],
    list: async () =>
        (await list(sdk.paginateListEntitiesForPolicy, 'PolicyUsers', { PolicyArn: arn('policy/lists') })).map((u) => u.UserName),
    listed: ['jane'],
    remove: async () => {
        for (const PolicyArn of [readOnly, arn('policy/lists')]) await iam.detachUserPolicy({ UserName: 'jane', PolicyArn });
    },
};

const instanceProfile = {
    name: 'instance profile',
    unique: true,
    create: async () => {
        await iam.createInstanceProfile({ InstanceProfileName: 'machine', Tags: team });
        await sdk.waitUntilInstanceProfileExists({ client: iam, maxWaitTime: 10 }, { InstanceProfileName: 'machine' });
    },
    read: async () => {
        const { InstanceProfile } = await iam.getInstanceProfile({ InstanceProfileName: 'machine' });
        return { arn: InstanceProfile.Arn, roles: InstanceProfile.Roles.map((r) => r.RoleName) };
    },
    made: { arn: arn('instance-profile/machine'), roles: [] },
    change: async () => {
        await iam.addRoleToInstanceProfile({ InstanceProfileName: 'machine', RoleName: 'worker' });
        await refused(sdk.LimitExceededException, () =>
            iam.addRoleToInstanceProfile({ InstanceProfileName: 'machine', RoleName: 'worker' }),
        );
    },
    changed: { arn: arn('instance-profile/machine'), roles: ['worker'] },
    list: async () =>
        (await list(sdk.paginateListInstanceProfilesForRole, 'InstanceProfiles', { RoleName: 'worker' })).map((p) => p.InstanceProfileName),
    listed: ['machine'],
    remove: async () => {
        await iam.removeRoleFromInstanceProfile({ InstanceProfileName: 'machine', RoleName: 'worker' });
        await iam.deleteInstanceProfile({ InstanceProfileName: 'machine' });
    },
};

let keys = [];
const accessKey = {
    name: 'access key',
    create: async () => keys.push((await iam.createAccessKey({ UserName: 'jane' })).AccessKey),
    read: async () => {
        const found = await list(sdk.paginateListAccessKeys, 'AccessKeyMetadata', { UserName: 'jane' });
        if (found.length === 0) throw missing('key');
        return found.map((key) => key.Status).sort();
    },
    made: ['Active'],
    change: async () => {
        keys.push((await iam.createAccessKey({ UserName: 'jane' })).AccessKey);
        await refused(sdk.LimitExceededException, () => iam.createAccessKey({ UserName: 'jane' }));
        await iam.updateAccessKey({ UserName: 'jane', AccessKeyId: keys[1].AccessKeyId, Status: 'Inactive' });
    },
    changed: ['Active', 'Inactive'],
    list: async () => [(await iam.getAccessKeyLastUsed({ AccessKeyId: keys[1].AccessKeyId })).AccessKeyLastUsed.ServiceName],
    listed: ['N/A'],
    remove: async () => {
        for (const { AccessKeyId } of keys) await iam.deleteAccessKey({ UserName: 'jane', AccessKeyId });
    },
};

const loginProfile = {
    name: 'login profile',
    unique: true,
    create: () => iam.createLoginProfile({ UserName: 'jane', Password: 'Correct-horse-1', PasswordResetRequired: true }),
    read: async () => (await iam.getLoginProfile({ UserName: 'jane' })).LoginProfile.PasswordResetRequired,
    made: true,
    change: async () => {
        await refused(sdk.PasswordPolicyViolationException, () => iam.updateLoginProfile({ UserName: 'jane', Password: 'short' }));
        await iam.updateLoginProfile({ UserName: 'jane', Password: 'Correct-horse-2', PasswordResetRequired: false });
    },
    changed: false,
    list: async () => [(await iam.getAccountSummary({})).SummaryMap.Users],
    listed: [1],
    remove: () => iam.deleteLoginProfile({ UserName: 'jane' }),
};

/** The present half minute, of which an authenticator app shows the code. */
const step = () => Math.floor(Date.now() / 30_000);

function code(seed, step) {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = [...seed.replaceAll('=', '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const digest = createHmac('sha1', key).update(counter).digest();
    const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, '0');
}

let seed, used;
const mfaDevice = {
    name: 'MFA device',
    create: async () => {
        const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone', Tags: team });
        assert.equal(Buffer.from(VirtualMFADevice.QRCodePNG).toString('latin1', 1, 4), 'PNG');
        seed = Buffer.from(VirtualMFADevice.Base32StringSeed).toString();
    },
    read: async () => {
        const found = (await list(sdk.paginateListVirtualMFADevices, 'VirtualMFADevices')).find((d) => d.SerialNumber === arn('mfa/phone'));
        if (!found) throw missing('device');
        return found.User?.UserName;
    },
    made: undefined,
    change: async () => {
        const device = { UserName: 'jane', SerialNumber: arn('mfa/phone') };
        await refused(sdk.InvalidAuthenticationCodeException, () =>
            iam.enableMFADevice({ ...device, AuthenticationCode1: code(seed, step() - 40), AuthenticationCode2: code(seed, step() - 20) }),
        );
        used = step();
        await iam.enableMFADevice({ ...device, AuthenticationCode1: code(seed, used - 1), AuthenticationCode2: code(seed, used) });
    },
    changed: 'jane',
    list: async () => (await list(sdk.paginateListMFADevices, 'MFADevices', { UserName: 'jane' })).map((d) => d.SerialNumber),
    listed: [arn('mfa/phone')],
    remove: async () => {
        await iam.deactivateMFADevice({ UserName: 'jane', SerialNumber: arn('mfa/phone') });
        await iam.deleteVirtualMFADevice({ SerialNumber: arn('mfa/phone') });
    },
};

let sshKey;
const sshKeys = {
    name: 'SSH key',
    create: async () => {
        sshKey = (await iam.uploadSSHPublicKey({ UserName: 'jane', SSHPublicKeyBody: file('public.pem') })).SSHPublicKey;
    },
    read: async () => {
        const found = await list(sdk.paginateListSSHPublicKeys, 'SSHPublicKeys', { UserName: 'jane' });
        if (found.length === 0) throw missing('key');
        const { SSHPublicKey } = await iam.getSSHPublicKey({ UserName: 'jane', SSHPublicKeyId: found[0].SSHPublicKeyId, Encoding: 'PEM' });
        assert.equal(SSHPublicKey.SSHPublicKeyBody.replaceAll(/\s/g, ''), file('public.pem').replaceAll(/\s/g, ''));
        assert.match(SSHPublicKey.Fingerprint, /^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
        return SSHPublicKey.Status;
    },
    made: 'Active',
    change: async () => {
        await refused(sdk.DuplicateSSHPublicKeyException, () =>
            iam.uploadSSHPublicKey({ UserName: 'jane', SSHPublicKeyBody: file('public.pem') }),
        );
        await iam.updateSSHPublicKey({ UserName: 'jane', SSHPublicKeyId: sshKey.SSHPublicKeyId, Status: 'Inactive' });
    },
    changed: 'Inactive',
    list: async () => (await list(sdk.paginateListSSHPublicKeys, 'SSHPublicKeys', { UserName: 'jane' })).map((k) => k.UserName),
    listed: ['jane'],
    remove: () => iam.deleteSSHPublicKey({ UserName: 'jane', SSHPublicKeyId: sshKey.SSHPublicKeyId }),
};

let credential;
const serviceCredential = {
    name: 'service-specific credential',
    create: async () => {
        credential = (await iam.createServiceSpecificCredential({ UserName: 'jane', ServiceName: 'codecommit.amazonaws.com' }))
            .ServiceSpecificCredential;
    },
    read: async () => {
        const { ServiceSpecificCredentials: found } = await iam.listServiceSpecificCredentials({ UserName: 'jane' });
        if (found.length === 0) throw missing('credential');
        return { user: found[0].ServiceUserName, status: found[0].Status };
    },
    made: { user: `jane-at-${account}`, status: 'Active' },
    change: async () => {
        const id = { UserName: 'jane', ServiceSpecificCredentialId: credential.ServiceSpecificCredentialId };
        const reset = await iam.resetServiceSpecificCredential(id);
        assert.notEqual(reset.ServiceSpecificCredential.ServicePassword, credential.ServicePassword);
        await iam.updateServiceSpecificCredential({ ...id, Status: 'Inactive' });
    },
    changed: { user: `jane-at-${account}`, status: 'Inactive' },
    list: async () =>
        (await iam.listServiceSpecificCredentials({ UserName: 'jane', ServiceName: 'cassandra.amazonaws.com' })).ServiceSpecificCredentials,
    listed: [],
    remove: () =>
        iam.deleteServiceSpecificCredential({ UserName: 'jane', ServiceSpecificCredentialId: credential.ServiceSpecificCredentialId }),
};

const oidcArn = arn('oidc-provider/login.example.com/tenant');
const oidcProvider = {
    name: 'OpenID Connect provider',
    unique: true,
    create: () =>
        iam.createOpenIDConnectProvider({
            Url: 'https://login.example.com/tenant',
            ClientIDList: ['app'],
            ThumbprintList: ['a'.repeat(40)],
            Tags: team,
        }),
    read: async () => {
        const found = await iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn: oidcArn });
        return { url: found.Url, clients: found.ClientIDList, thumbprints: found.ThumbprintList, tags: found.Tags };
    },
    made: { url: 'login.example.com/tenant', clients: ['app'], thumbprints: ['a'.repeat(40)], tags: team },
    change: async () => {
        await iam.addClientIDToOpenIDConnectProvider({ OpenIDConnectProviderArn: oidcArn, ClientID: 'other' });
        await iam.removeClientIDFromOpenIDConnectProvider({ OpenIDConnectProviderArn: oidcArn, ClientID: 'app' });
        await iam.updateOpenIDConnectProviderThumbprint({ OpenIDConnectProviderArn: oidcArn, ThumbprintList: ['b'.repeat(40)] });
    },
    changed: { url: 'login.example.com/tenant', clients: ['other'], thumbprints: ['b'.repeat(40)], tags: team },
    list: async () => (await iam.listOpenIDConnectProviders({})).OpenIDConnectProviderList.map((p) => p.Arn),
    listed: [oidcArn],
    remove: () => iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn: oidcArn }),
};

const samlProvider = {
    name: 'SAML provider',
    unique: true,
    create: () => iam.createSAMLProvider({ Name: 'directory', SAMLMetadataDocument: file('metadata.xml'), Tags: team }),
    read: async () => {
        const found = await iam.getSAMLProvider({ SAMLProviderArn: arn('saml-provider/directory') });
        return { metadata: found.SAMLMetadataDocument.trim(), tags: found.Tags };
    },
    made: { metadata: file('metadata.xml').trim(), tags: team },
    change: async () => {
        await iam.updateSAMLProvider({
            SAMLProviderArn: arn('saml-provider/directory'),
            SAMLMetadataDocument: file('metadata.xml').replace('/sso', '/login'),
        });
        await iam.untagSAMLProvider({ SAMLProviderArn: arn('saml-provider/directory'), TagKeys: ['team'] });
    },
    changed: { metadata: file('metadata.xml').replace('/sso', '/login').trim(), tags: [] },
    list: async () => (await iam.listSAMLProviders({})).SAMLProviderList.map((p) => p.Arn),
    listed: [arn('saml-provider/directory')],
    remove: () => iam.deleteSAMLProvider({ SAMLProviderArn: arn('saml-provider/directory') }),
};

let siteName = 'site';
const serverCertificate = {
    name: 'server certificate',
    create: () =>
        iam.uploadServerCertificate({
            ServerCertificateName: siteName,
            CertificateBody: file('certificate.pem'),
            PrivateKey: file('key.pem'),
        }),
    read: async () => {
        const { ServerCertificate } = await iam.getServerCertificate({ ServerCertificateName: siteName });
        assert.equal(ServerCertificate.CertificateBody.trim(), file('certificate.pem').trim());
        return ServerCertificate.ServerCertificateMetadata.Arn;
    },
    made: arn('server-certificate/site'),
    change: async () => {
        await refused(sdk.KeyPairMismatchException, () =>
            iam.uploadServerCertificate({
                ServerCertificateName: 'wrong',
                CertificateBody: file('certificate.pem'),
                PrivateKey: file('other-key.pem'),
            }),
        );
        await iam.updateServerCertificate({ ServerCertificateName: 'site', NewServerCertificateName: 'shop', NewPath: '/web/' });
        siteName = 'shop';
    },
    changed: arn('server-certificate/web/shop'),
    list: async () => (await list(sdk.paginateListServerCertificates, 'ServerCertificateMetadataList')).map((c) => c.ServerCertificateName),
    listed: ['shop'],
    remove: async () => {
        await iam.deleteServerCertificate({ ServerCertificateName: siteName });
    },
};

let alias = `first-${account}`;
const accountAlias = {
    name: 'account alias',
    create: () => iam.createAccountAlias({ AccountAlias: alias }),
    read: async () => {
        const found = await list(sdk.paginateListAccountAliases, 'AccountAliases');
        if (found.length === 0) throw missing('alias');
        return found;
    },
    made: [alias],
    change: () => iam.createAccountAlias({ AccountAlias: (alias = `second-${account}`) }),
    changed: [`second-${account}`],
    list: () => list(sdk.paginateListAccountAliases, 'AccountAliases'),
    listed: [`second-${account}`],
    remove: () => iam.deleteAccountAlias({ AccountAlias: alias }),
};

const passwordPolicy = {
    name: 'password policy',
    create: () => iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 14 }),
    read: async () => {
        const { PasswordPolicy } = await iam.getAccountPasswordPolicy({});
        return { length: PasswordPolicy.MinimumPasswordLength, symbols: PasswordPolicy.RequireSymbols, age: PasswordPolicy.MaxPasswordAge };
    },
    made: { length: 14, symbols: false, age: undefined },
    change: () => iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 10, RequireSymbols: true, MaxPasswordAge: 90 }),
    changed: { length: 10, symbols: true, age: 90 },
    list: async () => [(await iam.getLoginProfile({ UserName: 'jane' })).LoginProfile.UserName],
    listed: ['jane'],
    remove: () => iam.deleteAccountPasswordPolicy({}),
};

const kinds = [
    user,
    group,
    policy,
    role,
    inlinePolicy,
    attachments,
    instanceProfile,
    accessKey,
    loginProfile,
    mfaDevice,
    sshKeys,
    serviceCredential,
    oidcProvider,
    samlProvider,
    serverCertificate,
    accountAlias,
    passwordPolicy,
];

/** What only makes sense while everything is there: sessions, what they may do, and what the simulator says of it. */
async function useSessions() {
    const own = { credentials: { accessKeyId: keys[0].AccessKeyId, secretAccessKey: keys[0].SecretAccessKey } };
    const jane = new STS(own);
    assert.equal((await jane.getCallerIdentity({})).Arn, arn('user/staff/jane'));
    await assert.rejects(() => new sdk.IAM(own).createUser({ UserName: 'no' }), { name: 'AccessDenied', $fault: 'client' });

    const credentials = (c) => ({
        credentials: { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretAccessKey, sessionToken: c.SessionToken },
    });
    const assumed = await jane.assumeRole({ RoleArn: arn('role/worker'), RoleSessionName: 'work', DurationSeconds: 900 });
    assert.equal(assumed.AssumedRoleUser.Arn, `arn:aws:sts::${account}:assumed-role/worker/work`);
    assert.ok(Math.abs(assumed.Credentials.Expiration - Date.now() - 900_000) < 60_000);
    const worker = credentials(assumed.Credentials);
    assert.deepEqual(
        (await new sdk.IAM(worker).listRoles({})).Roles.map((r) => r.RoleName),
        ['worker'],
    );
    await assert.rejects(() => new sdk.IAM(worker).listUsers({}), { name: 'AccessDenied' });
    await assert.rejects(() => sts.assumeRole({ RoleArn: arn('role/worker'), RoleSessionName: 'root' }), {
        name: 'AccessDenied',
        message: 'Roles may not be assumed by root accounts.',
    });

    const serial = arn('mfa/phone');
    await assert.rejects(() => jane.getSessionToken({ SerialNumber: serial, TokenCode: code(seed, used) }), { name: 'AccessDenied' });
    const strong = await jane.getSessionToken({ SerialNumber: serial, TokenCode: code(seed, used + 1), DurationSeconds: 900 });
    assert.equal((await new STS(credentials(strong.Credentials)).getCallerIdentity({})).Arn, arn('user/staff/jane'));
    await iam.putUserPolicy({ UserName: 'jane', PolicyName: 'federates', PolicyDocument: allow('sts:GetFederationToken') });
    const federated = await jane.getFederationToken({ Name: 'guest', Policy: allow('s3:List*') });
    assert.equal(federated.FederatedUser.Arn, `arn:aws:sts::${account}:federated-user/guest`);
    await iam.deleteUserPolicy({ UserName: 'jane', PolicyName: 'federates' });
    assert.equal((await sts.getAccessKeyInfo({ AccessKeyId: keys[0].AccessKeyId })).Account, account);

    const decisions = await list(sdk.paginateSimulatePrincipalPolicy, 'EvaluationResults', {
        PolicySourceArn: arn('user/staff/jane'),
        ActionNames: ['s3:ListBucket', 's3:PutObject', 'iam:GetUser'],
    });
    assert.deepEqual(
        decisions.map((d) => d.EvalDecision),
        ['allowed', 'implicitDeny', 'allowed'],
    );
    const details = await every(
        sdk.paginateGetAccountAuthorizationDetails({ client: iam, pageSize: 2 }, { Filter: ['User', 'Role', 'LocalManagedPolicy'] }),
        'UserDetailList',
    );
    assert.deepEqual(
        details.map((u) => u.UserName),
        ['jane'],
    );
}

await lifeCycle(kinds, sdk.NoSuchEntityException, sdk.EntityAlreadyExistsException, useSessions);
console.log('done');
