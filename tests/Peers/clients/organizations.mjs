// An organization with the AWS SDK for JavaScript: units, accounts, guardrails that hold on IAM and S3 calls, and the errors of the
// service with their reasons. The caller's account, standalone before, is its management account.
import assert from 'node:assert/strict';
import { IAM } from '@aws-sdk/client-iam';
import * as sdk from '@aws-sdk/client-organizations';
import { S3 } from '@aws-sdk/client-s3';
import { STS } from '@aws-sdk/client-sts';
import { every, refused } from './converge.mjs';

const organizations = new sdk.Organizations({});
const sts = new STS({});
const { Account: management } = await sts.getCallerIdentity({});
const list = (paginate, member, input = {}) => every(paginate({ client: organizations, pageSize: 2 }, input), member);
const deny = (...Action) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action, Resource: '*' }] });
const denied = (call, words) =>
    assert.rejects(call, (error) => {
        assert.equal(error.name, 'AccessDenied');
        assert.match(error.message, words);
        return true;
    });

await refused(sdk.AWSOrganizationsNotInUseException, () => organizations.listRoots({}));
const { Organization: organization } = await organizations.createOrganization({ FeatureSet: 'ALL' });
await refused(sdk.AlreadyInOrganizationException, () => organizations.createOrganization({}));
assert.equal((await organizations.describeOrganization({})).Organization.MasterAccountId, management);
const [root] = await list(sdk.paginateListRoots, 'Roots');

// Units: create, read back, rename, list, find duplicates.
const unit = async (ParentId, Name) => (await organizations.createOrganizationalUnit({ ParentId, Name })).OrganizationalUnit.Id;
const workloads = await unit(root.Id, 'workloads');
const test = await unit(workloads, 'test');
const spare = await unit(root.Id, 'spare');
await refused(sdk.DuplicateOrganizationalUnitException, () => organizations.createOrganizationalUnit({ ParentId: root.Id, Name: 'spare' }));
await organizations.updateOrganizationalUnit({ OrganizationalUnitId: spare, Name: 'sandbox' });
assert.equal((await organizations.describeOrganizationalUnit({ OrganizationalUnitId: spare })).OrganizationalUnit.Name, 'sandbox');
assert.deepEqual(
    (await list(sdk.paginateListOrganizationalUnitsForParent, 'OrganizationalUnits', { ParentId: root.Id })).map((u) => u.Name).sort(),
    ['sandbox', 'workloads'],
);
await organizations.deleteOrganizationalUnit({ OrganizationalUnitId: spare });
await refused(sdk.OrganizationalUnitNotFoundException, () => organizations.describeOrganizationalUnit({ OrganizationalUnitId: spare }));

// Accounts.
const accounts = [];
for (const name of ['one', 'two', 'three']) {
    const { CreateAccountStatus: status } = await organizations.createAccount({
        AccountName: name,
        Email: `${name}-${management}@example.com`,
        Tags: [{ Key: 'name', Value: name }],
    });
    const done = (await organizations.describeCreateAccountStatus({ CreateAccountRequestId: status.Id })).CreateAccountStatus;
    assert.equal(done.State, 'SUCCEEDED', done.FailureReason);
    accounts.push(done.AccountId);
}
const [member] = accounts;
await organizations.moveAccount({ AccountId: member, SourceParentId: root.Id, DestinationParentId: test });
await refused(sdk.SourceParentNotFoundException, () =>
    organizations.moveAccount({ AccountId: member, SourceParentId: root.Id, DestinationParentId: test }),
);
await refused(sdk.OrganizationalUnitNotEmptyException, () => organizations.deleteOrganizationalUnit({ OrganizationalUnitId: test }));
assert.deepEqual((await list(sdk.paginateListAccounts, 'Accounts')).map((a) => a.Id).sort(), [management, ...accounts].sort());
assert.deepEqual(
    (await list(sdk.paginateListAccountsForParent, 'Accounts', { ParentId: test })).map((a) => a.Id),
    [member],
);
assert.deepEqual(await list(sdk.paginateListTagsForResource, 'Tags', { ResourceId: member }), [{ Key: 'name', Value: 'one' }]);

// In the member: its administrator's role, assumed by a user of the management account.
const iam = new IAM({});
await iam.createUser({ UserName: 'ops' });
await iam.attachUserPolicy({ UserName: 'ops', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
const { AccessKey: key } = await iam.createAccessKey({ UserName: 'ops' });
const ops = new STS({ credentials: { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey } });
const { Credentials: session } = await ops.assumeRole({
    RoleArn: `arn:aws:iam::${member}:role/OrganizationAccountAccessRole`,
    RoleSessionName: 'ops',
});
const inside = {
    credentials: { accessKeyId: session.AccessKeyId, secretAccessKey: session.SecretAccessKey, sessionToken: session.SessionToken },
};
const s3 = new S3({ ...inside, forcePathStyle: true });
await s3.createBucket({ Bucket: `first-${member}` });

// A guardrail: created, attached above the account, felt on the next call, updated, detached.
const attach = (PolicyId, TargetId) => organizations.attachPolicy({ PolicyId, TargetId });
const {
    Policy: { PolicySummary: guard },
} = await organizations.createPolicy({
    Name: 'guard',
    Description: 'guard',
    Type: 'SERVICE_CONTROL_POLICY',
    Content: deny('s3:CreateBucket'),
});
await refused(sdk.PolicyTypeNotEnabledException, () => attach(guard.Id, workloads));
await organizations.enablePolicyType({ RootId: root.Id, PolicyType: 'SERVICE_CONTROL_POLICY' });
await attach(guard.Id, workloads);
await refused(sdk.DuplicatePolicyAttachmentException, () => attach(guard.Id, workloads));
await refused(sdk.PolicyInUseException, () => organizations.deletePolicy({ PolicyId: guard.Id }));
await denied(() => s3.createBucket({ Bucket: `second-${member}` }), /with an explicit deny in a service control policy/);
await organizations.updatePolicy({ PolicyId: guard.Id, Content: deny('iam:CreateUser') });
await s3.createBucket({ Bucket: `second-${member}` });
await denied(() => new IAM(inside).createUser({ UserName: 'no' }), /with an explicit deny in a service control policy/);
assert.deepEqual(
    (await list(sdk.paginateListTargetsForPolicy, 'Targets', { PolicyId: guard.Id })).map((t) => t.TargetId),
    [workloads],
);
assert.deepEqual(
    (await list(sdk.paginateListPoliciesForTarget, 'Policies', { TargetId: workloads, Filter: 'SERVICE_CONTROL_POLICY' }))
        .map((p) => p.Name)
        .sort(),
    ['FullAWSAccess', 'guard'],
);
await organizations.detachPolicy({ PolicyId: guard.Id, TargetId: workloads });
await refused(sdk.PolicyNotAttachedException, () => organizations.detachPolicy({ PolicyId: guard.Id, TargetId: workloads }));
await new IAM(inside).createUser({ UserName: 'yes' });
await organizations.deletePolicy({ PolicyId: guard.Id });
await refused(sdk.PolicyNotFoundException, () => organizations.describePolicy({ PolicyId: guard.Id }));
await refused(sdk.MalformedPolicyDocumentException, () =>
    organizations.createPolicy({ Name: 'bad', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content: '{' }),
);
await assert.rejects(
    () => organizations.detachPolicy({ PolicyId: 'p-FullAWSAccess', TargetId: root.Id }),
    (error) => error instanceof sdk.ConstraintViolationException && error.Reason === 'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
);

// A member sees its organization and no more, and leaves with its permission.
const within = new sdk.Organizations(inside);
assert.equal((await within.describeOrganization({})).Organization.Id, organization.Id);
await refused(sdk.AccessDeniedException, () => within.listAccounts({}));
await refused(sdk.AccountNotFoundException, () => organizations.describeAccount({ AccountId: '000000000001' }));
const delegate = { AccountId: member, ServicePrincipal: 'access-analyzer.amazonaws.com' };
await organizations.enableAWSServiceAccess({ ServicePrincipal: delegate.ServicePrincipal });
await organizations.registerDelegatedAdministrator(delegate);
assert.deepEqual(
    (await list(sdk.paginateListDelegatedAdministrators, 'DelegatedAdministrators')).map((a) => a.Id),
    [member],
);
assert.equal((await within.listAccounts({})).Accounts.length, 4);
await organizations.deregisterDelegatedAdministrator(delegate);
await refused(sdk.OrganizationNotEmptyException, () => organizations.deleteOrganization({}));
await organizations.closeAccount({ AccountId: accounts[2] });
assert.equal((await organizations.describeAccount({ AccountId: accounts[2] })).Account.State, 'SUSPENDED');
console.log('done');
